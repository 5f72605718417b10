//! Stochastic gradient descent: a run, update by update.

use super::beginning::begin;
use super::census::Census;
use super::diverged::Diverged;
use super::float::Float;
use super::network::{Network, Pass};
use super::setup::{MOST_EPOCHS, Setup};
use crate::error::ParameterError;
use crate::random::Generator;

/// A training run, at some update.
///
/// In [`f32`] as the figure shows it, or in [`f64`]. The same set-up gives the same bits everywhere, and so does a run that is
/// [restored](Descent::restore) from what [`Descent::checkpoint`] kept.
///
/// ```
/// use relu_explainer::training::{Descent, Setup};
///
/// let mut descent = Descent::<f32>::new(&Setup::default())?;
/// let before = descent.census();
/// for _ in 0..1000 {
///     descent.update()?;
/// }
/// assert!(descent.census().loss < before.loss);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Descent<F> {
    setup: Setup,
    /// All samples.
    inputs: Vec<F>,
    targets: Vec<F>,
    network: Network<F>,
    /// The velocity, where there is momentum.
    velocity: Vec<F>,
    gradient: Vec<F>,
    /// The order of the samples in the present epoch.
    order: Vec<u32>,
    /// How many updates have been done.
    updates: usize,
    batch_inputs: Vec<F>,
    batch_targets: Vec<F>,
    /// Over a batch, and over all samples.
    pass: Pass<F>,
    whole: Pass<F>,
}

impl<F: Float> Descent<F> {
    /// A run that is about to begin.
    ///
    /// # Errors
    /// If the set-up is refused by [`Setup::check`].
    pub fn new(setup: &Setup) -> Result<Self, ParameterError> {
        setup.check()?;
        Ok(Descent::of_checked(setup))
    }

    /// [`Descent::new`] of a set-up that is known to be fit for it.
    pub(crate) fn of_checked(setup: &Setup) -> Self {
        let samples = setup.data.samples();
        let all = |numbers: &[f64]| numbers.iter().map(|number| F::from_f64(*number)).collect();
        let mut network = Network::new(&setup.sizes(), setup.activation, setup.batch_norm);
        begin(&mut network, setup);
        Descent::of(setup, all(samples.inputs()), all(samples.targets()), network)
    }

    /// A run on samples and with a network of one's own, of the sizes and the activation of the set-up; which data set that names
    /// and how it begins count for nothing. The inputs come one after the other, each of as many numbers as the data set has.
    ///
    /// # Errors
    /// If the set-up is refused by [`Setup::check`], the network has other layers or another activation, or there are not as many
    /// samples as the set-up says.
    ///
    /// ```
    /// use relu_explainer::activation::Activation;
    /// use relu_explainer::training::{Data, Descent, Network, Setup};
    ///
    /// let mut network = Network::<f64>::new(&[2, 2, 1], Activation::RELU, false);
    /// network.parameters_mut().fill(0.5);
    /// let data = Data { points: 2, ..Setup::default().data };
    /// let setup = Setup { data, hidden: vec![2], ..Setup::default() };
    /// let mut descent = Descent::given(&setup, vec![1.0, 0.0, -1.0, -2.0], vec![1.0, 0.0], network)?;
    /// descent.update()?;
    /// assert_ne!(descent.network().biases(1)[0], 0.5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn given(
        setup: &Setup,
        inputs: Vec<F>,
        targets: Vec<F>,
        network: Network<F>,
    ) -> Result<Self, ParameterError> {
        setup.check()?;
        let like = Network::<F>::new(&setup.sizes(), setup.activation, setup.batch_norm);
        let features = setup.sizes()[0];
        if like.layers != network.layers {
            let sizes = format!("layers of the sizes {:?}", setup.sizes());
            return Err(ParameterError::new("network", "one of other sizes", sizes));
        }
        if like.activation != network.activation {
            let name = network.activation.name();
            let allowed = format!("{}, with the parameter of the set-up", setup.activation.name());
            return Err(ParameterError::new("activation of the network", name, allowed));
        }
        if targets.len() != setup.data.points || inputs.len() != features * targets.len() {
            let allowed = format!("{} inputs of {features} numbers and as many targets", setup.data.points);
            let given = format!("{} numbers and {} targets", inputs.len(), targets.len());
            return Err(ParameterError::new("samples", given, allowed));
        }
        Ok(Descent::of(setup, inputs, targets, network))
    }

    fn of(setup: &Setup, inputs: Vec<F>, targets: Vec<F>, network: Network<F>) -> Self {
        let (batch, points) = (setup.batch_size(), targets.len());
        let count = network.parameters.len();
        Descent {
            setup: setup.clone(),
            batch_inputs: vec![F::ZERO; batch * inputs.len() / points],
            batch_targets: vec![F::ZERO; batch],
            inputs,
            pass: Pass::new(&network.layers, batch),
            whole: Pass::new(&network.layers, points),
            velocity: vec![F::ZERO; if setup.momentum == 0.0 { 0 } else { count }],
            gradient: vec![F::ZERO; count],
            order: (0..points as u32).collect(),
            targets,
            network,
            updates: 0,
        }
    }

    /// What it follows from.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// The network as it is now.
    pub fn network(&self) -> &Network<F> {
        &self.network
    }

    /// Puts another network of the same layers in the place of this one.
    pub(crate) fn replace(&mut self, network: Network<F>) {
        self.network = network;
    }

    /// How many updates have been done.
    pub fn updates(&self) -> usize {
        self.updates
    }

    /// All samples: input after input, each of one number or two.
    pub fn inputs(&self) -> &[F] {
        &self.inputs
    }

    /// The targets of all samples: 0 or 1 where there are classes.
    pub fn targets(&self) -> &[F] {
        &self.targets
    }

    /// The places, among all samples, of those that the next update learns from.
    pub fn next_batch(&self) -> Vec<usize> {
        let (_, within) = self.place();
        let mut order = self.order.clone();
        if within == 0 {
            self.shuffle(&mut order);
        }
        let batch = self.setup.batch_size();
        order[within * batch..][..batch].iter().map(|sample| *sample as usize).collect()
    }

    /// The epoch that the next update is of, and how many updates of that have been done.
    fn place(&self) -> (usize, usize) {
        let each = self.setup.updates_per_epoch();
        (self.updates / each, self.updates % each)
    }

    /// Writes the order of the samples in the epoch that the next update is of: of a generator of its own, so that a run can begin with
    /// any epoch.
    fn shuffle(&self, order: &mut [u32]) {
        order.iter_mut().zip(0..).for_each(|(place, sample)| *place = sample);
        let mut generator = Generator::with_index(self.setup.seed, self.place().0 as u64 + 1);
        for left in (1..order.len()).rev() {
            // A whole number below left + 1, as equally likely as 64 bits allow.
            let chosen = (u128::from(generator.next_u64()) * (left as u128 + 1)) >> 64;
            order.swap(left, chosen as usize);
        }
    }

    /// Does the next update: the gradient over a batch, clipped, with decay and momentum, times the rate.
    ///
    /// # Errors
    /// If a parameter is no finite number after it; the run then is at that update.
    pub fn update(&mut self) -> Result<(), Diverged> {
        self.find_gradient();
        self.descend()
    }

    /// The gradient of the next update, before it is clipped: with respect to each parameter, in their order.
    pub fn find_gradient(&mut self) -> &[F] {
        let (_, within) = self.place();
        if within == 0 {
            let mut order = std::mem::take(&mut self.order);
            self.shuffle(&mut order);
            self.order = order;
        }
        let batch = self.batch_targets.len();
        let features = self.inputs.len() / self.targets.len();
        for (place, sample) in self.order[within * batch..][..batch].iter().enumerate() {
            let sample = *sample as usize;
            self.batch_targets[place] = self.targets[sample];
            self.batch_inputs[place * features..][..features]
                .copy_from_slice(&self.inputs[sample * features..][..features]);
        }
        self.network.forward(&self.batch_inputs, batch, &mut self.pass);
        self.network.backward(
            &self.batch_inputs,
            &self.batch_targets,
            self.setup.loss,
            &mut self.pass,
            &mut self.gradient,
        );
        &self.gradient
    }

    fn descend(&mut self) -> Result<(), Diverged> {
        let number = F::from_f64;
        if let Some(clip) = self.setup.clip {
            let norm = norm(&self.gradient);
            if norm > clip {
                let scale = number(clip / norm);
                self.gradient.iter_mut().for_each(|gradient| *gradient *= scale);
            }
        }
        let parameters = &mut self.network.parameters;
        if self.setup.decay != 0.0 {
            let decay = number(self.setup.decay);
            for (gradient, parameter) in self.gradient.iter_mut().zip(parameters.iter()) {
                *gradient += decay * *parameter;
            }
        }
        let mut step = &self.gradient;
        if self.setup.momentum != 0.0 {
            let momentum = number(self.setup.momentum);
            for (velocity, gradient) in self.velocity.iter_mut().zip(&self.gradient) {
                *velocity = *velocity * momentum + *gradient;
            }
            step = &self.velocity;
        }
        let rate = number(self.setup.rate_after(self.updates));
        let finite = descended(parameters, step, rate);
        self.updates += 1;
        if finite { Ok(()) } else { Err(self.diverged()) }
    }

    /// That the run has left the finite numbers with the last update.
    pub(crate) fn diverged(&self) -> Diverged {
        let index = self.network.parameters.iter().position(|parameter| !parameter.to_f64().is_finite());
        Diverged { update: self.updates, parameter: index.and_then(|index| self.network.parameter(index)) }
    }

    /// Everything that the rest of the run depends on, at the end of an epoch: the parameters, and the velocity if there is momentum.
    pub fn checkpoint(&self) -> Vec<F> {
        [self.network.parameters.as_slice(), &self.velocity].concat()
    }

    /// Takes the run back, or on, to the end of an epoch, from what [`Descent::checkpoint`] kept there, and says whether that
    /// could be: a row of another length, or an epoch beyond [`MOST_EPOCHS`], changes nothing.
    ///
    /// ```
    /// use relu_explainer::training::{Descent, Setup};
    ///
    /// let mut descent = Descent::<f32>::new(&Setup::default())?;
    /// let start = descent.checkpoint();
    /// descent.update()?;
    /// let once = descent.checkpoint();
    /// assert!(descent.restore(0, &start));
    /// descent.update()?;
    /// assert_eq!(descent.checkpoint(), once);
    /// assert!(!descent.restore(0, &[1.0]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn restore(&mut self, epochs: usize, checkpoint: &[F]) -> bool {
        let count = self.network.parameters.len();
        if checkpoint.len() != count + self.velocity.len() || epochs > MOST_EPOCHS {
            return false;
        }
        let (parameters, velocity) = checkpoint.split_at(count);
        self.network.parameters.copy_from_slice(parameters);
        self.velocity.copy_from_slice(velocity);
        self.updates = epochs * self.setup.updates_per_epoch();
        true
    }

    /// Looks at all samples: the loss, and which units are dead.
    pub fn census(&mut self) -> Census {
        self.look();
        Census::of(&self.network, &self.whole, &self.targets, self.setup.loss)
    }

    /// The norm of the gradient of the loss over all samples, of each layer from the first hidden one to the output.
    pub fn gradient_norms(&mut self) -> Vec<f64> {
        self.look();
        self.seen_gradient_norms()
    }

    /// The same where all samples have been looked at since the last update.
    pub(crate) fn seen_gradient_norms(&mut self) -> Vec<f64> {
        self.network.backward(
            &self.inputs,
            &self.targets,
            self.setup.loss,
            &mut self.whole,
            &mut self.gradient,
        );
        (0..self.network.layers()).map(|layer| norm(&self.gradient[self.network.range(layer)])).collect()
    }

    /// Takes all samples through the network as it is now.
    pub(crate) fn look(&mut self) {
        self.network.forward(&self.inputs, self.targets.len(), &mut self.whole);
    }

    /// Takes all samples through so many layers, and says of a unit in one of them whether some sample reaches it.
    pub(crate) fn look_through(&mut self, layers: usize) -> impl Fn(usize, usize) -> bool {
        self.network.forward_through(layers, &self.inputs, self.targets.len(), &mut self.whole);
        let (z, places) = (&self.whole.z, &self.network.layers);
        move |layer, unit| {
            let (Some(z), Some(place)) = (z.get(layer), places.get(layer)) else { return false };
            z.iter().skip(unit).step_by(place.units).any(|z| *z > F::ZERO)
        }
    }

    /// What entered the activation of a hidden layer, or left the output layer, at the last [census](Descent::census): sample after
    /// sample and unit after unit. Before the first they are zeros; there are none of a layer that the network does not have.
    pub fn pre_activations(&self, layer: usize) -> &[F] {
        self.whole.z.get(layer).map_or(&[], Vec::as_slice)
    }

    /// What left a hidden layer, likewise.
    pub fn activations(&self, layer: usize) -> &[F] {
        self.whole.a.get(layer).map_or(&[], Vec::as_slice)
    }
}

/// Takes a step down; says whether all parameters are finite numbers after it.
fn descended<F: Float>(parameters: &mut [F], step: &[F], rate: F) -> bool {
    // A number times 0 is 0 unless it is not finite. Eight sums, so that eight can be added at once.
    let mut zeros = [F::ZERO; 8];
    let (eights, rest) = parameters.as_chunks_mut::<8>();
    let (steps, steps_rest) = step.as_chunks::<8>();
    for (parameters, steps) in eights.iter_mut().zip(steps) {
        for lane in 0..8 {
            parameters[lane] -= rate * steps[lane];
            zeros[lane] += parameters[lane] * F::ZERO;
        }
    }
    for (parameter, step) in rest.iter_mut().zip(steps_rest) {
        *parameter -= rate * *step;
        zeros[0] += *parameter * F::ZERO;
    }
    zeros.iter().all(|zero| *zero == F::ZERO)
}

/// The Euclidean norm.
pub(crate) fn norm<F: Float>(numbers: &[F]) -> f64 {
    let mut squares = [0.0; 4];
    let (fours, rest) = numbers.as_chunks::<4>();
    for four in fours {
        for (sum, number) in squares.iter_mut().zip(four) {
            *sum += number.to_f64() * number.to_f64();
        }
    }
    for (sum, number) in squares.iter_mut().zip(rest) {
        *sum += number.to_f64() * number.to_f64();
    }
    libm::sqrt((squares[0] + squares[2]) + (squares[1] + squares[3]))
}
