//! What a run follows from, in words.

use super::number;
use crate::activation::Activation;
use crate::initialisation::Weights;
use crate::training::{Bias, Initial, Loss, Setup};
use crate::words::{Filling, Sentence, brief};

/// The word for an activation.
pub(super) fn activation(activation: Activation) -> Filling {
    Filling::Word(format!("activation.{}", activation.name()))
}

/// How first weights are drawn.
pub(super) fn weights(initial: &Initial) -> Filling {
    let word = |key: &str| Filling::Word(format!("training.weights.{key}"));
    match initial {
        Initial::Normal { weights: Weights::He, .. } => word("he"),
        Initial::Normal { weights: Weights::Xavier, .. } => word("xavier"),
        Initial::Normal { weights: Weights::Normal(1.0), .. } => word("normal"),
        Initial::Normal { weights: Weights::Normal(deviation), .. } => {
            Filling::Text(format!("N(0, {}²)", number(*deviation, 3)))
        }
        Initial::PyTorch => word("pytorch"),
    }
}

/// A sentence with a gap filled by a text or a word.
pub(super) fn filled(mut sentence: Sentence, name: &'static str, filling: Filling) -> Sentence {
    sentence.slots.push((name, filling));
    sentence
}

/// The set-up of a run: what every run has, and then what differs from what is usual.
pub(super) fn said(setup: &Setup) -> Vec<Sentence> {
    let sizes = setup.sizes().iter().map(ToString::to_string).collect::<Vec<_>>().join("-");
    let biases = match setup.initial {
        Initial::Normal { bias: Bias::Constant(bias), .. } => Filling::Text(brief(bias, 2)),
        Initial::Normal { .. } => Filling::Word("training.biases.normal".to_string()),
        Initial::PyTorch => Filling::Word("training.setup.alike".to_string()),
    };
    let loss = match setup.loss {
        Loss::CrossEntropy => "training.loss.cross-entropy",
        Loss::SquaredError => "training.loss.squared-error",
    };
    let mut general = Sentence::new("training.setup")
        .with("points", setup.data.points.to_string())
        .with_word("data", format!("training.data.{}", setup.data.set.name()))
        .with("sizes", sizes)
        .with_word("loss", loss)
        .with("batch", setup.batch_size().to_string())
        .with("rate", number(setup.rate, 3))
        .with("seed", setup.seed.to_string());
    for (name, filling) in [
        ("activation", activation(setup.activation)),
        ("weights", weights(&setup.initial)),
        ("biases", biases),
    ] {
        general = filled(general, name, filling);
    }
    let mut all = vec![general];
    let mut also = |when: bool, sentence: Sentence| {
        if when {
            all.push(sentence);
        }
    };
    if let Some(later) = setup.later.filter(|later| later.update < setup.updates()) {
        also(
            true,
            Sentence::new("training.setup.later")
                .with("update", later.update.to_string())
                .with("rate", number(later.rate, 3)),
        );
    }
    if let Some(norm) = setup.clip {
        also(true, Sentence::new("training.setup.clip").with("norm", brief(norm, 2)));
    }
    also(!setup.data.standardised, Sentence::new("training.setup.raw"));
    let shift = setup.data.shift;
    also(shift != 0.0, Sentence::new("training.setup.shift").with("shift", brief(shift, 2)));
    also(setup.batch_norm, Sentence::new("training.setup.normalised"));
    let momentum = setup.momentum;
    also(momentum != 0.0, Sentence::new("training.setup.momentum").with("momentum", brief(momentum, 2)));
    also(setup.decay != 0.0, Sentence::new("training.setup.decay").with("decay", brief(setup.decay, 3)));
    all
}

/// What the twin has that the run has not.
pub(super) fn difference(own: &Setup, twin: &Setup) -> Sentence {
    let text = |text: String| Filling::Text(text);
    let (key, ours, theirs) = if own.activation != twin.activation {
        ("training.twin.by.activation", activation(own.activation), activation(twin.activation))
    } else if own.rate != twin.rate {
        ("training.twin.by.rate", text(number(own.rate, 3)), text(number(twin.rate, 3)))
    } else if own.initial != twin.initial {
        ("training.twin.by.weights", weights(&own.initial), weights(&twin.initial))
    } else if own.clip != twin.clip {
        let key = match (own.clip, twin.clip) {
            (None, _) => "training.twin.by.clip.only-other",
            (_, None) => "training.twin.by.clip.only-own",
            _ => "training.twin.by.clip",
        };
        let norm = |clip: Option<f64>| text(clip.map_or_else(String::new, |norm| brief(norm, 2)));
        (key, norm(own.clip), norm(twin.clip))
    } else if own.batch != twin.batch {
        let size = |setup: &Setup| text(setup.batch_size().to_string());
        ("training.twin.by.batch", size(own), size(twin))
    } else {
        return Sentence::new("training.twin.same");
    };
    filled(filled(Sentence::new(key), "own", ours), "other", theirs)
}
