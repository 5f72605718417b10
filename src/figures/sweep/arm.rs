//! The set-ups that are compared: first weights and biases, activation, and whether steps are clipped.

use plotters::style::RGBColor;

use super::super::theme::Theme;
use crate::activation::Activation;
use crate::initialisation::Weights;
use crate::training::{Bias, Initial, Setup};

/// One of the set-ups that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arm {
    He,
    Xavier,
    PyTorch,
    Normal,
    NormalBiases,
    MinusOne,
    Leaky,
    Clipped,
}

/// How the points of a set-up are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Disc,
    Square,
    Triangle,
    Diamond,
}

impl Arm {
    pub const ALL: [Arm; 8] = [
        Arm::He,
        Arm::Xavier,
        Arm::PyTorch,
        Arm::Normal,
        Arm::NormalBiases,
        Arm::MinusOne,
        Arm::Leaky,
        Arm::Clipped,
    ];

    /// Their names in links, in the same order.
    pub const NAMES: [&'static str; 8] =
        ["he", "xavier", "pytorch", "normal", "normal-biases", "minus-one", "leaky", "clipped"];

    /// The key of its name in words.
    pub fn word(self) -> String {
        format!("sweep.shown.{}", Arm::NAMES[self as usize])
    }

    /// Its name in the picture: symbols and names alone.
    pub fn label(self) -> &'static str {
        match self {
            Arm::He => "He",
            Arm::Xavier => "Xavier",
            Arm::PyTorch => "PyTorch",
            Arm::Normal => "N(0, 1)",
            Arm::NormalBiases => "b ~ N(0, 1)",
            Arm::MinusOne => "b = −1",
            Arm::Leaky => "0.01 z",
            Arm::Clipped => "|g| ≤ 1",
        }
    }

    /// A set-up made this one.
    pub fn of(self, base: &Setup) -> Setup {
        let normal = |weights, bias| Initial::Normal { weights, bias };
        let none = Bias::Constant(0.0);
        let initial = match self {
            Arm::He | Arm::Leaky | Arm::Clipped => normal(Weights::He, none),
            Arm::Xavier => normal(Weights::Xavier, none),
            Arm::PyTorch => Initial::PyTorch,
            Arm::Normal => normal(Weights::Normal(1.0), none),
            Arm::NormalBiases => normal(Weights::Normal(1.0), Bias::Normal),
            Arm::MinusOne => normal(Weights::Normal(1.0), Bias::Constant(-1.0)),
        };
        let activation =
            if self == Arm::Leaky { Activation::LeakyRelu { slope: 0.01 } } else { Activation::RELU };
        Setup { initial, activation, clip: (self == Arm::Clipped).then_some(1.0), ..base.clone() }
    }

    /// Its stroke: ReLU is blue, its relative green, a change to the gradient orange, and weights that ignore the width of the
    /// layer have the colour of the ink.
    pub fn pen(self, theme: &Theme) -> (RGBColor, &'static [f64]) {
        match self {
            Arm::He => (theme.signal, &[]),
            Arm::Xavier => (theme.signal, &[9.0, 4.0]),
            Arm::PyTorch => (theme.signal, &[2.0, 4.0]),
            Arm::Normal => (theme.ink, &[14.0, 3.0]),
            Arm::NormalBiases => (theme.ink, &[5.0, 4.0]),
            Arm::MinusOne => (theme.ink, &[2.0, 4.0]),
            Arm::Leaky => (theme.relative, &[9.0, 4.0]),
            Arm::Clipped => (theme.gradient, &[9.0, 3.0, 2.0, 3.0]),
        }
    }

    pub fn mark(self) -> Mark {
        match self {
            Arm::He | Arm::NormalBiases => Mark::Disc,
            Arm::Xavier | Arm::Normal => Mark::Square,
            Arm::PyTorch | Arm::Leaky => Mark::Triangle,
            Arm::MinusOne | Arm::Clipped => Mark::Diamond,
        }
    }
}
