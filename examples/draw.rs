//! Draws a figure into an SVG file, natively:
//!
//! ```text
//! cargo run --example draw -- curves relu.svg z=1 over=sigmoid+tanh
//! ```

use std::error::Error;

use relu_explainer::figures::{Figure, Theme};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(name), Some(file)) = (arguments.next(), arguments.next()) else {
        return Err("usage: draw FIGURE FILE.svg [KEY=VALUE ...]".into());
    };
    let mut figure = Figure::new(&name)?;
    for argument in arguments {
        let (key, value) = argument.split_once('=').ok_or("settings are written KEY=VALUE")?;
        figure.state_mut().assign(key, value)?;
    }
    figure.complete();
    std::fs::write(file, figure.to_svg((960, 432), &Theme::LIGHT))?;
    Ok(())
}
