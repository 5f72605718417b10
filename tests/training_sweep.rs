//! Training: sweeps, and their order and outcomes.

use relu_explainer::data::DataSet;
use relu_explainer::training::{Course, Data, Loss, Outcome, Setup, Sweep};

fn sweep() -> Sweep {
    let base = Setup { epochs: 10, ..Setup::default() };
    let data = Data { set: DataSet::Surface, ..base.data };
    let setups = vec![
        base.clone(),
        Setup { data, loss: Loss::SquaredError, batch: 16, ..base.clone() },
        Setup { hidden: vec![2, 3, 4, 5], momentum: 0.5, ..base },
    ];
    Sweep { setups, rates: vec![0.1, 1.0], seeds: 3 }
}

#[test]
fn all_set_ups_at_all_rates_from_the_first_seed_come_first() {
    let sweep = sweep();
    assert_eq!(sweep.runs(), 18);
    let places: Vec<_> = (0..18).map(|run| sweep.place(run)).collect();
    let mut expected = Vec::new();
    for seed in 0..3 {
        for rate in 0..2 {
            expected.extend((0..3).map(|setup| (setup, rate, seed)));
        }
    }
    assert_eq!(places, expected);
    let tenth = Setup { rate: 1.0, seed: 1, ..sweep.setups[1].clone() };
    assert_eq!(sweep.setup(10), Some(tenth));
    assert!(sweep.setup(18).is_none() && sweep.begin(18).is_none() && sweep.begin(usize::MAX).is_none());
}

#[test]
fn an_outcome_is_that_of_the_run_by_itself() {
    let sweep = sweep();
    let mut diverged = 0;
    for number in 0..sweep.runs() {
        let setup = sweep.setup(number).unwrap();
        let mut run = sweep.begin(number).unwrap();
        while run.step() {}
        assert!(!run.step());
        let outcome = run.outcome();
        let course = Course::of(&setup).unwrap();
        let units = setup.hidden.iter().sum::<usize>() as f64;
        let share = |epoch: usize| f64::from(course.epochs[epoch].census.dead_count()) / units;
        assert_eq!(outcome.dead_at_first, share(0));
        assert_eq!(outcome.finite, course.diverged.is_none());
        if outcome.finite {
            assert_eq!((outcome.dead, outcome.accuracy), (share(10), course.epochs[10].census.accuracy));
            let gone =
                (0..setup.hidden.len()).any(|layer| course.dead(10, layer) == (1 << setup.hidden[layer]) - 1);
            assert_eq!(outcome.layer_gone, gone);
        } else {
            diverged += 1;
            assert!(outcome.dead == 0.0 && !outcome.layer_gone);
        }
        assert_eq!(Outcome::from_numbers(&outcome.to_numbers()).map(bits), Some(bits(outcome)));
    }
    assert!(diverged < 9, "{diverged}");
}

/// So that what is no number can be compared.
fn bits(outcome: Outcome) -> Vec<u64> {
    outcome.to_numbers().into_iter().map(f64::to_bits).collect()
}

#[test]
fn what_is_too_much_is_refused_in_words() {
    let sweep = sweep();
    for (changed, sentence) in [
        (Sweep { setups: vec![], ..sweep.clone() }, "set-ups is 0; it must be a whole number from 1 to 16"),
        (
            Sweep { rates: vec![0.1; 65], ..sweep.clone() },
            "rates is 65; it must be a whole number from 1 to 64",
        ),
        (Sweep { seeds: 101, ..sweep.clone() }, "seeds is 101; it must be a whole number from 1 to 100"),
        (
            Sweep { rates: vec![0.1, -1.0], ..sweep.clone() },
            "rate is -1.0; it must be a number from 0 to 1000000",
        ),
    ] {
        assert_eq!(changed.check().unwrap_err().to_string(), sentence);
        assert!(Sweep::from_numbers(&changed.to_numbers()).is_err());
    }
    let empty = Sweep { setups: vec![], rates: vec![], seeds: usize::MAX };
    assert!(empty.runs() == 0 && empty.setup(3).is_none() && empty.place(3).0 == 0);
    assert!(Outcome::from_numbers(&[0.0; 4]).is_none() && Outcome::from_numbers(&[0.0; 6]).is_none());
}
