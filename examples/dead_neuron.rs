//! ReLU, its slope, and one neuron on random inputs.

use relu_explainer::activation::{SlopeAtZero, relu, relu_derivative};
use relu_explainer::error::ParameterError;
use relu_explainer::neuron::Neuron;

fn main() -> Result<(), ParameterError> {
    let anchors = [-3.0, -1.0, 0.0, 0.5, 1.0, 3.0];
    let (z, a, slope) = ("z", "ReLU(z)", "ReLU'(z)");
    println!("{z:>5} | {a:>8} | {slope:>9}");
    println!("{}", "-".repeat(32));
    for z in anchors {
        let a = relu(z);
        let slope = relu_derivative(z, SlopeAtZero::Zero);
        println!("{z:5.1} | {a:8.4} | {slope:9.1}");
    }

    println!("\n--- Dead Neuron Demo ---");
    let w = [0.01, 0.01];
    let b = -10.0;
    let neuron = Neuron::new(w.to_vec(), b)?;
    // The inputs are those that NumPy draws from this seed.
    let sample = neuron.sample(42, 100)?;
    println!("Weights: [{:.2} {:.2}], Bias: {b:.1}", w[0], w[1]);
    let (_, min) = sample.smallest();
    let (_, max) = sample.largest();
    println!("Min z: {min:.2}, Max z: {max:.2}");
    let percent = sample.share() * 100.0;
    println!("Active neurons: {percent:.1}% (0% = fully dead)");
    Ok(())
}
