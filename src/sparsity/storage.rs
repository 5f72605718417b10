//! What zeros can save, if they are made use of.

/// How many times fewer multiply-adds the next layer takes if the columns of its weights that belong to a share of zeros
/// are skipped: 1/(1 − s); infinite where all are 0.
///
/// This is a bound on work, not a promise of time: it takes weights that lie column by column, and a single input. A
/// product that does not look for zeros takes as long with them as without.
///
/// ```
/// use relu_explainer::sparsity::saving;
///
/// assert_eq!(saving(0.5), 2.0);
/// assert_eq!(saving(0.75), 4.0);
/// ```
pub fn saving(zeros: f64) -> f64 {
    1.0 / (1.0 - zeros)
}

/// A value takes 4 bytes.
const VALUE: usize = 4;

/// How many bytes tell numbers from 0 to `largest`.
fn width(largest: usize) -> usize {
    match largest {
        0..=0xff => 1,
        0x100..=0xffff => 2,
        0x1_0000..=0xff_ffff => 3,
        _ => 4,
    }
}

/// The bytes that a layer's outputs for one input take, as values of 4 bytes.
///
/// ```
/// use relu_explainer::sparsity::Storage;
///
/// let half = Storage::new(32, 16);
/// assert_eq!([half.dense, half.mask, half.list], [128, 4 + 16 * 4, 1 + 16 * (1 + 4)]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Storage {
    /// Every value.
    pub dense: usize,
    /// A bit for every unit, and the values that are not 0.
    pub mask: usize,
    /// How many values are not 0, and each of these with its unit's index. An index takes a byte in layers of up to 256
    /// units, two bytes in larger ones; the count as many as tell the number of units.
    pub list: usize,
}

impl Storage {
    /// Of a layer of `units`, of which `active` do not give 0.
    pub fn new(units: usize, active: usize) -> Self {
        let active = active.min(units);
        Storage {
            dense: VALUE * units,
            mask: units.div_ceil(8) + VALUE * active,
            list: width(units) + (width(units.saturating_sub(1)) + VALUE) * active,
        }
    }
}

/// The shares of zeros above which another way of storing takes fewer bytes.
///
/// ```
/// use relu_explainer::sparsity::BreakEven;
///
/// // A mask costs one bit a unit, of 32.
/// assert_eq!(BreakEven::new(64).mask, 1.0 / 32.0);
/// assert!((BreakEven::new(64).list - 0.203125).abs() < 1e-15);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BreakEven {
    /// The share of zeros at which mask and values take as many bytes as all values.
    pub mask: f64,
    /// The share of zeros at which a list takes as many bytes as all values.
    pub list: f64,
    /// The share of zeros at which a list takes as many bytes as mask and values.
    pub list_to_mask: f64,
}

impl BreakEven {
    /// Of a layer of `units`, at least one.
    pub fn new(units: usize) -> Self {
        let empty = Storage::new(units, 0);
        let index = width(units.saturating_sub(1)) as f64;
        let [dense, mask, list] = [empty.dense, empty.mask, empty.list].map(|bytes| bytes as f64);
        let (value, units) = (VALUE as f64, units as f64);
        BreakEven {
            mask: 1.0 - (dense - mask) / (value * units),
            list: 1.0 - (dense - list) / ((value + index) * units),
            list_to_mask: 1.0 - (mask - list) / (index * units),
        }
    }
}
