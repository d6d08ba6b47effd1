//! The three measures a scenario's numbers have.

macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
        pub struct $name(f64);

        impl $name {
            /// The quantity of this size; the caller has checked its range.
            pub const fn new(value: f64) -> Self {
                Self(value)
            }

            /// The bare number, in the unit of the type.
            pub const fn get(self) -> f64 {
                self.0
            }
        }
    };
}

quantity! {
    /// An amount of money in the scenario's money unit (亿元 unless the file says otherwise), nominal or real as its place says.
    Money
}
quantity! {
    /// A fraction per year (0.065 is 6.5 %), proportional or in log points as its place says.
    Rate
}
quantity! {
    /// A part of a whole, in 0..=1.
    Share
}
