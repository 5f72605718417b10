//! A small network that is trained, and what becomes of its units.
//!
//! A fully connected network learns by stochastic gradient descent from a few hundred samples. A hidden unit is *dead* when its
//! pre-activation z is at most 0 on every one of them: with ReLU its own weights then receive no gradient at all. A [`Descent`]
//! takes a run update by update, a [`Run`] from the beginning to the end in short steps, with everything that is told of it: at the
//! end of every epoch a [`Census`], the gradient of each layer, who has died, and by which update.
//!
//! ```
//! use relu_explainer::training::{Course, Setup};
//!
//! // A rate of 0.5 kills unit after unit; 0.1 none that stays dead.
//! let dead = |rate| {
//!     let setup = Setup { rate, ..Setup::default() };
//!     let course = Course::of(&setup).unwrap();
//!     course.epochs[100].census.dead_count()
//! };
//! assert!(dead(0.1) <= 4);
//! assert!(dead(0.5) >= 6);
//! ```
//!
//! # The laws of the first layer
//!
//! Its inputs are the data and never change. So under plain gradient descent, without momentum, decay and batch normalisation, a
//! ReLU unit of the first layer that is dead keeps its weights and its bias to the last bit: it never comes back. The inputs of a
//! deeper unit are moved by the layers before it, and with them it may return.
//!
//! # The same bits everywhere
//!
//! Every sum has one order, whatever a machine adds at once; nothing is fused; what is not elementary comes from `libm`. The order
//! of the samples in an epoch follows from the seed and the number of the epoch alone, so that a run can be taken up at any
//! checkpoint and goes on as it did.

mod beginning;
mod census;
mod course;
mod descent;
mod diverged;
mod float;
mod matrix;
mod network;
mod normalisation;
mod run;
mod setup;
mod sweep;

pub use census::Census;
pub use course::{Course, Death, Epoch};
pub use descent::Descent;
pub(crate) use descent::norm;
pub use diverged::Diverged;
pub use float::Float;
pub use network::{Kind, Network, Parameter};
pub use run::Run;
pub use setup::{Bias, Data, Initial, LARGEST_RATE, Later, Loss, MOST_EPOCHS, MOST_LAYERS, Setup, WIDTHS};
pub use sweep::{Outcome, Sweep, SweepRun};
