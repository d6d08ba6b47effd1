//! That no two variables share a stream.

use std::collections::BTreeMap;

use super::identity::identity;

/// Two different variables that would get the same random numbers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} {:?} and {} {:?} would share random numbers; rename one of them", .first.0, .first.1, .second.0, .second.1)]
pub struct StreamCollision {
    /// Kind and id of the variable met first.
    pub first: (String, String),
    /// Kind and id of the later one.
    pub second: (String, String),
}

/// Checks that the variables given as (kind, id) all have streams of their own, whatever the seed.
///
/// # Errors
/// The first pair that collides: the same variable listed twice, or two names with the same 64-bit identity (for
/// thousands of variables a chance of about 10⁻¹²).
pub fn check_collisions<'a>(
    variables: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<(), StreamCollision> {
    let mut seen: BTreeMap<u64, (&str, &str)> = BTreeMap::new();
    for (kind, id) in variables {
        if let Some(&(first_kind, first_id)) = seen.get(&identity(kind, id)) {
            return Err(StreamCollision {
                first: (first_kind.to_owned(), first_id.to_owned()),
                second: (kind.to_owned(), id.to_owned()),
            });
        }
        seen.insert(identity(kind, id), (kind, id));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_a_repeated_variable() {
        let variables = [
            ("factor", "demand"),
            ("event", "demand"),
            ("factor", "demand"),
        ];
        let collision = check_collisions(variables).unwrap_err();
        assert_eq!(collision.first, collision.second);
        assert!(collision.to_string().contains("factor \"demand\""));
    }

    #[test]
    fn many_similar_names_do_not_collide() {
        let names: Vec<String> = (0..200_000).map(|i| format!("节点{i}")).collect();
        let variables = names.iter().map(|name| ("sector", name.as_str()));
        assert_eq!(check_collisions(variables), Ok(()));
    }
}
