//! A number of paths as people write it: `100000`, `100_000`, `10万`, `1e6`.

use crate::model::LANE_GROUP;

/// Parses a number of paths, 1 to 10¹⁰.
pub(super) fn parse(text: &str) -> Result<u64, String> {
    let plain = text.replace(['_', ',', ' '], "");
    let (digits, unit) = match plain.strip_suffix('万') {
        Some(digits) => (digits, 1e4),
        None => plain
            .strip_suffix('亿')
            .map_or((plain.as_str(), 1.0), |digits| (digits, 1e8)),
    };
    let number = digits
        .parse::<f64>()
        .map_err(|_| "100000 | 10万 | 1e6".to_owned())?
        * unit;
    let whole = number.fract() == 0.0 && (1.0..=1e10).contains(&number);
    if whole {
        Ok(number as u64)
    } else {
        Err("1 … 10000000000 (1e10)".to_owned())
    }
}

/// Parses a number of paths in a block: a multiple of the engine's lane group, 32 to 16384.
pub(super) fn block(text: &str) -> Result<u16, String> {
    let fits = |block: &u16| (32..=16_384).contains(block) && usize::from(*block) % LANE_GROUP == 0;
    let block = text.parse::<u16>().ok().filter(fits);
    block.ok_or_else(|| format!("32, 64 … 16384 (× {LANE_GROUP})"))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn counts_are_read_as_people_write_them() {
        for (text, count) in [
            ("100000", 100_000),
            ("100_000", 100_000),
            ("10万", 100_000),
            ("1e6", 1_000_000),
            ("1亿", 100_000_000),
        ] {
            assert_eq!(parse(text), Ok(count), "{text}");
        }
        for text in ["0", "-5", "1.5", "many", "1e11", "nan", ""] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
