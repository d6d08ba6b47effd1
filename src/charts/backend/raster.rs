//! A scene as pixels: painted by tiny-skia, packed as PNG.

use tiny_skia::{
    FillRule, LineJoin, Paint as Brush, Path, PathBuilder, Pixmap, Rect, Stroke, Transform,
};

use super::fonts::{Fonts, Segment};
use super::geometry::{Area, Point};
use super::scene::{Color, Paint, Scene, Shape};

/// Fixed, so that the same picture always has the same bytes. Level 6 takes six times as long and saves a third of the size.
const COMPRESSION: png::DeflateCompression = png::DeflateCompression::Level(1);

/// The PNG file of a scene, `scale` dots across each of its pixels: 8 bits a channel, no time stamp.
pub(crate) fn png(scene: &Scene, fonts: &Fonts, scale: u8) -> Vec<u8> {
    let canvas = paint(scene, fonts, scale);
    let mut pixels = Vec::with_capacity(canvas.data().len() / 4 * 3);
    for pixel in canvas.data().chunks_exact(4) {
        pixels.extend_from_slice(&pixel[..3]);
    }
    pack(canvas.width(), canvas.height(), &pixels).expect("writing to memory cannot fail")
}

fn pack(width: u32, height: u32, pixels: &[u8]) -> Result<Vec<u8>, png::EncodingError> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_deflate_compression(COMPRESSION);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(pixels)?;
    writer.finish()?;
    Ok(file)
}

/// The paper is opaque, so every pixel stays opaque and the fourth channel says nothing.
fn paint(scene: &Scene, fonts: &Fonts, scale: u8) -> Pixmap {
    let times = u32::from(scale);
    let (width, height) = (times * scene.width, times * scene.height);
    let mut canvas = Pixmap::new(width, height).expect("a picture has pixels");
    let finer = Transform::from_scale(f32::from(scale), f32::from(scale));
    canvas.fill(skia(scene.background));
    for shape in &scene.shapes {
        match shape {
            Shape::Path { points, paint } => {
                draw(&mut canvas, polyline(points, *paint), *paint, finer);
            }
            Shape::Block { area, color } => block(&mut canvas, *area, *color, finer),
            Shape::Circle {
                centre,
                radius,
                paint,
            } => {
                let path =
                    PathBuilder::from_circle(centre.x as f32, centre.y as f32, *radius as f32);
                draw(&mut canvas, path, *paint, finer);
            }
            Shape::Text {
                text,
                face,
                color,
                origin,
            } => {
                let path = glyphs(&fonts.outline(text, *face, *origin));
                draw(&mut canvas, path, Paint::Fill(*color), finer);
            }
        }
    }
    canvas
}

/// Paints a path; one without extent has none, and leaves nothing.
fn draw(canvas: &mut Pixmap, path: Option<Path>, paint: Paint, finer: Transform) {
    let Some(path) = path else { return };
    match paint {
        Paint::Fill(color) => {
            let brush = brush(color);
            canvas.fill_path(&path, &brush, FillRule::Winding, finer, None);
        }
        Paint::Stroke(color, width) => {
            let stroke = Stroke {
                width: width as f32,
                line_join: LineJoin::Round,
                ..Stroke::default()
            };
            let brush = brush(color);
            canvas.stroke_path(&path, &brush, &stroke, finer, None);
        }
    }
}

fn block(canvas: &mut Pixmap, area: Area, color: Color, finer: Transform) {
    let rect = Rect::from_ltrb(
        area.left as f32,
        area.top as f32,
        area.right as f32,
        area.bottom as f32,
    );
    if let Some(rect) = rect {
        canvas.fill_rect(rect, &brush(color), finer, None);
    }
}

fn polyline(points: &[Point], paint: Paint) -> Option<Path> {
    let mut builder = PathBuilder::new();
    let (first, rest) = points.split_first()?;
    builder.move_to(first.x as f32, first.y as f32);
    for point in rest {
        builder.line_to(point.x as f32, point.y as f32);
    }
    if matches!(paint, Paint::Fill(_)) {
        builder.close();
    }
    builder.finish()
}

fn glyphs(outline: &[Segment]) -> Option<Path> {
    let mut builder = PathBuilder::new();
    let f = |p: Point| (p.x as f32, p.y as f32);
    for segment in outline {
        match *segment {
            Segment::Move(to) => builder.move_to(f(to).0, f(to).1),
            Segment::Line(to) => builder.line_to(f(to).0, f(to).1),
            Segment::Quadratic(a, to) => builder.quad_to(f(a).0, f(a).1, f(to).0, f(to).1),
            Segment::Cubic(a, b, to) => {
                builder.cubic_to(f(a).0, f(a).1, f(b).0, f(b).1, f(to).0, f(to).1);
            }
            Segment::Close => builder.close(),
        }
    }
    builder.finish()
}

fn skia(color: Color) -> tiny_skia::Color {
    let alpha = (color.alpha * 255.0).round() as u8;
    tiny_skia::Color::from_rgba8(color.red, color.green, color.blue, alpha)
}

fn brush(color: Color) -> Brush<'static> {
    let mut brush = Brush::default();
    brush.set_color(skia(color));
    brush
}
