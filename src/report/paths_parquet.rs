//! `paths.parquet`: a row for each path and year, a column for each indicator, written group by group.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::{Compression, Encoding, Repetition, Type as Physical, ZstdLevel};
use parquet::column::writer::{ColumnCloseResult, ColumnWriter, get_column_writer};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{WriterProperties, WriterPropertiesPtr};
use parquet::file::writer::{SerializedFileWriter, SerializedPageWriter, TrackedWrite};
use parquet::schema::types::{ColumnDescPtr, ColumnPath, Type};
use rayon::iter::{IndexedParallelIterator as _, IntoParallelIterator as _, ParallelIterator as _};

use crate::results::{PathBlock, PathGroup, Summary};

/// Columns that are no indicators: the path, from 0, and the calendar year.
pub const PATH_COLUMNS: [&str; 2] = ["path", "year"];
/// Bytes of values that are held at a time.
const GROUP_BYTES: usize = 64 << 20;
/// Most rows of a group: what readers that work group by group are made for.
const GROUP_ROWS: usize = 122_880;
/// Groups are whole multiples of so many paths.
const GROUP_STEP: usize = 1024;

/// A file that single paths are written to.
///
/// `path` (64-bit) and `year` (32-bit) are there in every row; of a failed path every indicator is null. Rows come path by path and year by year. Its bytes
/// do not depend on the threads of the current rayon pool, which encode a column each.
pub struct PathsFile<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    years: Vec<i32>,
    indicators: Vec<usize>,
}

impl<W: Write + Send> PathsFile<W> {
    /// A file for the indicators of these names, of which it has a column each, in the order of their names; the summary says whose they are and in what they are measured.
    ///
    /// # Errors
    /// When the sink refuses.
    pub fn new(sink: W, summary: &Summary, names: &[String]) -> io::Result<Self> {
        let mut indicators: Vec<usize> = (0..names.len()).collect();
        indicators.sort_by_key(|k| &names[*k]);
        let columns = indicators.iter().map(|k| names[*k].as_str());
        let schema = schema(columns).map_err(io_error)?;
        let properties = Arc::new(properties(summary));
        let writer = SerializedFileWriter::new(sink, schema, properties).map_err(io_error)?;
        Ok(Self {
            writer,
            years: summary.years.clone(),
            indicators,
        })
    }

    /// How many paths a group has; the last may have fewer.
    pub fn group_paths(&self) -> u64 {
        let (years, indicators) = (self.years.len().max(1), self.indicators.len().max(1));
        let by_bytes = GROUP_BYTES / (8 * indicators * years);
        let paths = by_bytes.min(GROUP_ROWS / years);
        (paths / GROUP_STEP * GROUP_STEP).max(GROUP_STEP) as u64
    }

    /// Writes the next paths.
    ///
    /// # Errors
    /// When the sink refuses.
    pub fn write(&mut self, group: &PathGroup) -> io::Result<()> {
        self.write_group(group).map_err(io_error)
    }

    /// Writes the end of the file.
    ///
    /// # Errors
    /// When the sink refuses.
    pub fn finish(self) -> io::Result<()> {
        self.writer.close().map(|_| ()).map_err(io_error)
    }

    fn write_group(&mut self, group: &PathGroup) -> Result<(), ParquetError> {
        let schema = self.writer.schema_descr();
        let described: Vec<ColumnDescPtr> = schema.columns().to_vec();
        let properties = self.writer.properties().clone();
        let (years, indicators) = (&self.years, &self.indicators);
        let encoded = described.into_par_iter().enumerate();
        let encoded = encoded.map(|(place, column)| {
            encode(column, &properties, |writer| match place {
                0 => write_path_numbers(group, writer),
                1 => write_years(group, years, writer),
                _ => write_indicator(group, indicators[place - 2], writer),
            })
        });
        let encoded: Vec<(Bytes, ColumnCloseResult)> = encoded.collect::<Result<_, _>>()?;
        let mut rows = self.writer.next_row_group()?;
        for (bytes, closed) in encoded {
            rows.append_column(&bytes, closed)?;
        }
        rows.close().map(|_| ())
    }
}

/// One column of a group as it will stand in the file.
fn encode(
    column: ColumnDescPtr,
    properties: &WriterPropertiesPtr,
    fill: impl FnOnce(&mut ColumnWriter<'_>) -> Result<(), ParquetError>,
) -> Result<(Bytes, ColumnCloseResult), ParquetError> {
    let mut sink = TrackedWrite::new(Vec::new());
    let pages = Box::new(SerializedPageWriter::new(&mut sink));
    let mut writer = get_column_writer(column, properties.clone(), pages);
    fill(&mut writer)?;
    let closed = writer.close()?;
    Ok((sink.into_inner()?.into(), closed))
}

fn write_path_numbers(
    group: &PathGroup,
    writer: &mut ColumnWriter<'_>,
) -> Result<(), ParquetError> {
    let ColumnWriter::Int64ColumnWriter(writer) = writer else {
        unreachable!("the schema has the path as a 64-bit number");
    };
    let mut path = group.first_path as i64;
    for block in &group.blocks {
        let last = path + block.paths() as i64;
        let numbers = (path..last).flat_map(|path| std::iter::repeat_n(path, block.years));
        writer.write_batch(&numbers.collect::<Vec<i64>>(), None, None)?;
        path = last;
    }
    Ok(())
}

fn write_years(
    group: &PathGroup,
    years: &[i32],
    writer: &mut ColumnWriter<'_>,
) -> Result<(), ParquetError> {
    let ColumnWriter::Int32ColumnWriter(writer) = writer else {
        unreachable!("the schema has the year as a 32-bit number");
    };
    for block in &group.blocks {
        writer.write_batch(&years.repeat(block.paths()), None, None)?;
    }
    Ok(())
}

fn write_indicator(
    group: &PathGroup,
    k: usize,
    writer: &mut ColumnWriter<'_>,
) -> Result<(), ParquetError> {
    let ColumnWriter::DoubleColumnWriter(writer) = writer else {
        unreachable!("the schema has indicators as doubles");
    };
    for block in &group.blocks {
        let defined: Vec<i16> = each_row(block).map(i16::from).collect();
        let values = block.indicator(k);
        if block.valid.iter().all(|valid| *valid) {
            writer.write_batch(values, Some(&defined), None)?;
        } else {
            let kept = values.iter().zip(each_row(block));
            let kept = kept.filter_map(|(value, valid)| valid.then_some(*value));
            writer.write_batch(&kept.collect::<Vec<f64>>(), Some(&defined), None)?;
        }
    }
    Ok(())
}

/// Whether each row of a block is of a path that stayed in the numbers.
fn each_row(block: &PathBlock) -> impl Iterator<Item = bool> + '_ {
    let valid = block.valid.iter();
    valid.flat_map(|valid| std::iter::repeat_n(*valid, block.years))
}

fn schema<'n>(indicators: impl Iterator<Item = &'n str>) -> Result<Arc<Type>, ParquetError> {
    let field = |name: &str, physical, repetition| {
        let field = Type::primitive_type_builder(name, physical).with_repetition(repetition);
        field.build().map(Arc::new)
    };
    let mut fields = vec![
        field(PATH_COLUMNS[0], Physical::INT64, Repetition::REQUIRED)?,
        field(PATH_COLUMNS[1], Physical::INT32, Repetition::REQUIRED)?,
    ];
    for name in indicators {
        fields.push(field(name, Physical::DOUBLE, Repetition::OPTIONAL)?);
    }
    let schema = Type::group_type_builder("paths").with_fields(fields);
    schema.build().map(Arc::new)
}

fn properties(summary: &Summary) -> WriterProperties {
    let [path, year] = PATH_COLUMNS.map(|name| ColumnPath::new(vec![name.to_owned()]));
    WriterProperties::builder()
        .set_created_by(format!("kapok version {}", summary.run.version))
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        // Doubles that were drawn hardly repeat: their bytes are put beside each other instead, so that signs and exponents compress.
        .set_dictionary_enabled(false)
        .set_encoding(Encoding::BYTE_STREAM_SPLIT)
        .set_column_encoding(path, Encoding::DELTA_BINARY_PACKED)
        .set_column_encoding(year.clone(), Encoding::PLAIN)
        .set_column_dictionary_enabled(year, true)
        .set_key_value_metadata(Some(origin(summary)))
        .build()
}

/// What the numbers are and where they come from; nothing that may differ between equal runs.
fn origin(summary: &Summary) -> Vec<KeyValue> {
    let (scenario, run) = (&summary.scenario, &summary.run);
    let units: BTreeMap<&String, &str> = summary
        .indicators
        .iter()
        .map(|(name, it)| (name, it.counted_in.as_deref().unwrap_or(&it.unit)))
        .collect();
    let units = serde_json::to_string(&units).expect("texts are JSON");
    let variant = scenario.variant.as_ref().map(|it| it.id.clone());
    let known = [
        ("kapok.version", Some(run.version.clone())),
        ("kapok.scenario", Some(scenario.id.clone())),
        ("kapok.variant", variant),
        ("kapok.sha256", Some(scenario.sha256.clone())),
        ("kapok.seed", Some(run.seed.to_string())),
        ("kapok.sampler", Some(run.sampler.clone())),
        ("kapok.paths", Some(run.paths.to_string())),
        ("kapok.money", Some(scenario.money.clone())),
        ("kapok.units", Some(units)),
    ];
    let entry = |(key, value): (&str, Option<String>)| {
        value.map(|value| KeyValue::new(key.to_owned(), value))
    };
    known.into_iter().filter_map(entry).collect()
}

/// The system's own word where it was the disk, for whoever tells it.
fn io_error(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}
