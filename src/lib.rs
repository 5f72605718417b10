//! The ReLU activation function, from its corner to the death of a unit.
//!
//! The crate computes what the page beside it shows, and draws it. It can be used without the page:
//!
//! ```
//! use relu_explainer::activation::{Activation, relu};
//! use relu_explainer::figures::{Figure, Theme};
//!
//! assert_eq!(relu(-1.0), 0.0);
//! assert_eq!(Activation::Sigmoid.derivative(0.0), 0.25);
//!
//! let svg = Figure::new("curves")?.to_svg((640, 400), &Theme::LIGHT);
//! assert!(svg.ends_with("</svg>\n"));
//! # Ok::<(), relu_explainer::error::ParameterError>(())
//! ```
//!
//! The arrows run one way: [`activation`], [`chain`], [`corner`], [`data`], [`exercises`], [`initialisation`], [`limits`],
//! [`neuron`], [`product`], [`random`], [`signal`], [`sparsity`], [`training`] and [`zeros`] are numbers that know nothing of drawing;
//! [`figures`] draw and describe them on any backend of plotters; [`work`] is what takes too long for a frame; [`article`] is
//! what stands beside the figures in the page, [`programs`] what they show as code; the browser boundary, compiled for WebAssembly alone, converts and computes
//! nothing.

// A module for the first screen alone leaves out what only the later figures need.
#![cfg_attr(not(feature = "later-figures"), allow(dead_code, unused_imports))]

pub mod activation;
pub mod article;
pub mod chain;
pub mod corner;
pub mod data;
pub mod decimal;
pub mod demo;
pub mod error;
pub mod exercises;
pub mod figures;
pub mod initialisation;
pub mod limits;
mod message;
pub mod neuron;
pub mod product;
#[cfg(feature = "all-pictures")]
pub mod programs;
pub mod random;
pub mod signal;
pub mod sparsity;
pub mod state;
pub mod training;
pub mod words;
pub mod work;
pub mod zeros;

#[cfg(target_arch = "wasm32")]
pub mod web;

/// The README's example is run with the others.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
