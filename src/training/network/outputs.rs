//! What a network says to inputs that it does not learn from, and where its first units' lines lie among them.

use super::super::float::Float;
use super::super::matrix::affine;
use super::super::normalisation::moments;
use super::{Network, Place, activate};

impl<F: Float> Network<F> {
    /// What the network says to some points, inputs one after the other. Where it is normalised, the means and variances are
    /// those of the samples, which are inputs too; otherwise they count for nothing.
    ///
    /// ```
    /// use relu_explainer::training::{Descent, Setup};
    ///
    /// let mut descent = Descent::<f32>::new(&Setup { batch_norm: true, ..Setup::default() })?;
    /// descent.census();
    /// let samples = descent.inputs();
    /// assert_eq!(descent.network().outputs(samples, samples), descent.pre_activations(2));
    /// assert_eq!(descent.network().outputs(samples, &samples[..2]), descent.pre_activations(2)[..1]);
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn outputs(&self, samples: &[F], points: &[F]) -> Vec<F> {
        let is_normalised = self.layers.iter().any(|place| place.normalised);
        let mut known = if is_normalised { samples.to_vec() } else { Vec::new() };
        let mut here = points.to_vec();
        for (index, place) in self.layers.iter().enumerate() {
            let mut z = self.through(place, &here);
            if index + 1 == self.layers.len() {
                return z;
            }
            if is_normalised {
                let mut z_known = self.through(place, &known);
                for unit in 0..place.units {
                    let (mean, inverse) = moments(&z_known, place.units, unit);
                    let scale = self.parameters[place.scales()][unit];
                    let shift = self.parameters[place.shifts()][unit];
                    for z in [&mut z, &mut z_known] {
                        for z in z.iter_mut().skip(unit).step_by(place.units) {
                            *z = scale * ((*z - mean) * inverse) + shift;
                        }
                    }
                }
                known.resize(z_known.len(), F::ZERO);
                activate(self.activation, &z_known, &mut known);
            }
            here.resize(z.len(), F::ZERO);
            activate(self.activation, &z, &mut here);
        }
        here
    }

    /// z of all units of a layer, before it is normalised, from what enters the layer.
    fn through(&self, place: &Place, inputs: &[F]) -> Vec<F> {
        let rows = inputs.len() / place.inputs;
        let mut z = vec![F::ZERO; rows * place.units];
        let (weights, biases) = (&self.parameters[place.weights()], &self.parameters[place.biases()]);
        affine(&mut z, biases, &inputs[..rows * place.inputs], weights, place.inputs);
        z
    }

    /// The numbers w and b, b last, by which z = w·x + b of a unit of the first layer with these parameters of its own, in the
    /// order of [`Network::of_unit`]. Where the network is normalised, it is so over the samples, and z is what is then activated.
    ///
    /// ```
    /// use relu_explainer::training::{Descent, Setup};
    ///
    /// let mut descent = Descent::<f64>::new(&Setup { batch_norm: true, ..Setup::default() })?;
    /// descent.census();
    /// let network = descent.network();
    /// let own: Vec<f64> = network.of_unit(0, 3).iter().map(|place| network.parameters()[*place]).collect();
    /// let line = network.line(&own, descent.inputs());
    /// let z = line[0] * descent.inputs()[0] + line[1] * descent.inputs()[1] + line[2];
    /// assert!((z - descent.pre_activations(0)[3]).abs() < 1e-12);
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn line(&self, own: &[F], samples: &[F]) -> Vec<f64> {
        let Some(place) = self.layers.first() else { return Vec::new() };
        let mut line: Vec<f64> = own.iter().take(place.inputs + 1).map(|number| number.to_f64()).collect();
        if let [scale, shift] = own[line.len().min(own.len())..] {
            let mut z = vec![F::ZERO; samples.len() / place.inputs];
            affine(&mut z, &own[place.inputs..=place.inputs], samples, &own[..place.inputs], place.inputs);
            let (mean, inverse) = moments(&z, 1, 0);
            let factor = scale.to_f64() * inverse.to_f64();
            line.iter_mut().for_each(|number| *number *= factor);
            line[place.inputs] += shift.to_f64() - factor * mean.to_f64();
        }
        line
    }
}
