//! Which units of a layer fire for which inputs: a raster, two inputs compared, and for two dimensions the plane.

mod drawing;
mod plane;
mod words;

use std::sync::Arc;

use self::drawing::Plan;
use self::plane::place_of;
use super::panel::Frame;
use super::pencil::{Pencil, Place};
use super::surface::Target;
use super::{Digits, Handle, LegendEntry, Mark, Picture, Readout, Table, Theme};
use crate::initialisation::Weights;
use crate::neuron::Activity;
use crate::sparsity::{Comparison, Inputs, Scene, Setup, Window, regions};
use crate::state::{Domain, Parameter, Preset, Scale, State, Value, limited, on_grid};
use crate::words::Sentence;

const UNITS: usize = 0;
const INPUTS: usize = 1;
const DIMENSIONS: usize = 2;
const COUNT: usize = 3;
const WEIGHTS: usize = 4;
const DEVIATION: usize = 5;
const BIAS: usize = 6;
const SHIFT: usize = 7;
const ORDER: usize = 8;
const FIRST: usize = 9;
const SECOND: usize = 10;
const X1: usize = 11;
const X2: usize = 12;
const SEED: usize = 13;

/// The raster, and the plane with its lines.
const LAYER_LAYER: usize = 0;
/// The two inputs that are compared, and their codes.
const MARK_LAYER: usize = 1;

const MOST_COUNT: f64 = 200.0;

/// How far the free point may lie from the origin along an axis.
const FARTHEST: f64 = 5.0;

const fn number(key: &'static str, range: [f64; 2], default: f64, scale: Scale, layer: usize) -> Parameter {
    let [min, max] = range;
    let domain = Domain::Number { min, max, scale, anchors: &[] };
    Parameter { key, domain, default: Value::Number(default), layer }
}

const TENTHS: Scale = Scale::Linear { per_unit: 10.0, fine: 100.0 };

pub(crate) const PARAMETERS: [Parameter; 14] = [
    number("units", [8.0, 256.0], 32.0, Scale::WholeLogarithmic, LAYER_LAYER),
    Parameter::choice("inputs", &["normal", "cube", "spirals"], 1, LAYER_LAYER),
    number("dimensions", [1.0, 64.0], 2.0, Scale::WholeLogarithmic, LAYER_LAYER),
    number("count", [10.0, MOST_COUNT], 60.0, Scale::Whole, LAYER_LAYER),
    Parameter::choice("weights", &["he", "xavier", "normal"], 0, LAYER_LAYER),
    number("deviation", [0.01, 2.0], 0.1, Scale::Logarithmic, LAYER_LAYER),
    number("bias", [-2.0, 2.0], 0.0, TENTHS, LAYER_LAYER),
    number("shift", [-2.0, 2.0], 0.0, TENTHS, LAYER_LAYER),
    Parameter::choice("order", &["drawn", "frequency"], 1, LAYER_LAYER),
    number("first", [1.0, MOST_COUNT], 1.0, Scale::Whole, MARK_LAYER),
    number("second", [1.0, MOST_COUNT], 30.0, Scale::Whole, MARK_LAYER),
    number("x1", [-FARTHEST, FARTHEST], 0.8, TENTHS, MARK_LAYER),
    number("x2", [-FARTHEST, FARTHEST], 0.2, TENTHS, MARK_LAYER),
    Parameter { key: "seed", domain: Domain::Seed, default: Value::Seed(42), layer: LAYER_LAYER },
];

const PRESETS: [Preset; 6] = [
    Preset { key: "cube", values: &[] },
    Preset { key: "symmetric", values: &[(INPUTS, Value::Choice(0))] },
    Preset {
        key: "centred",
        values: &[(SHIFT, Value::Number(-0.5)), (X1, Value::Number(0.3)), (X2, Value::Number(-0.3))],
    },
    Preset { key: "negative", values: &[(INPUTS, Value::Choice(0)), (BIAS, Value::Number(-1.0))] },
    Preset { key: "spirals", values: &[(INPUTS, Value::Choice(2)), (COUNT, Value::Number(MOST_COUNT))] },
    Preset {
        key: "wide",
        values: &[
            (UNITS, Value::Number(256.0)),
            (INPUTS, Value::Choice(0)),
            (DIMENSIONS, Value::Number(64.0)),
            (ORDER, Value::Choice(0)),
        ],
    },
];

/// The layer that a state asks for, and its inputs.
pub(crate) fn setup(state: &State) -> Setup {
    let inputs = [Inputs::Normal, Inputs::Cube, Inputs::Spirals][state.choice(INPUTS).min(2)];
    Setup {
        units: state.number(UNITS) as usize,
        inputs,
        dimensions: if inputs == Inputs::Spirals { 2 } else { state.number(DIMENSIONS) as usize },
        count: state.number(COUNT) as usize,
        weights: match state.choice(WEIGHTS) {
            0 => Weights::He,
            1 => Weights::Xavier,
            _ => Weights::Normal(state.number(DEVIATION)),
        },
        bias: state.number(BIAS),
        shift: state.number(SHIFT),
        seed: state.seed(SEED),
    }
}

/// From where to where both coordinates of the plane run that is shown of a layer of two inputs.
pub(crate) fn window(setup: &Setup) -> (f64, f64) {
    Plane::range(setup)
}

/// The inputs of the figure, and what follows from them.
#[derive(Clone, Debug)]
pub(super) struct SparsityPicture {
    setup: Setup,
    scene: Arc<Scene>,
    /// The units from the top row down.
    order: Vec<usize>,
    by_frequency: bool,
    /// The share of zeros to be expected over all draws of the weights.
    expected: f64,
    /// How many units are dead on the whole cube, and how many always on.
    on_cube: Option<[usize; 2]>,
    plane: Option<Plane>,
    /// The inputs compared, from 0 on: the first where it is not a point of the plane.
    picked: [usize; 2],
    point: (f64, f64),
    codes: [Vec<bool>; 2],
    comparison: Comparison,
}

/// What is shown of the plane of two inputs.
#[derive(Clone, Copy, Debug)]
struct Plane {
    /// Both coordinates run from here to there.
    from: f64,
    to: f64,
    /// Into how many regions the lines cut it.
    regions: usize,
}

impl Plane {
    /// All inputs, or nearly all, and the origin, where lines without bias meet.
    fn range(setup: &Setup) -> (f64, f64) {
        let (low, high) = match setup.inputs {
            Inputs::Normal => (-3.0, 3.0),
            Inputs::Cube => (-0.25, 1.25),
            Inputs::Spirals => (-2.5, 2.5),
        };
        (low + setup.shift.min(0.0), high + setup.shift.max(if low > -1.0 { -1.0 } else { 0.0 }))
    }

    fn window(&self) -> Option<Window> {
        Window::new((self.from, self.from), (self.to, self.to)).ok()
    }

    fn new(setup: &Setup, scene: &Scene) -> Option<Plane> {
        let (from, to) = Self::range(setup);
        let mut plane = Plane { from, to, regions: 1 };
        if setup.dimensions == 2
            && let Some(window) = plane.window()
        {
            plane.regions = regions(&scene.layer().lines(), &window);
            return Some(plane);
        }
        None
    }
}

impl SparsityPicture {
    fn units(&self) -> usize {
        self.setup.units
    }

    fn count(&self) -> usize {
        self.setup.count
    }

    /// The input that B is, as a point of the plane.
    fn second_point(&self) -> (f64, f64) {
        match self.scene.input(self.picked[1]) {
            Some([x, y]) => (*x, *y),
            _ => (0.0, 0.0),
        }
    }

    /// Whether a unit fires for none of the inputs, for some or for all.
    fn activity(&self, unit: usize) -> Activity {
        match self.scene.mask().of_units().get(unit) {
            Some(0) => Activity::Dead,
            Some(count) if *count == self.count() => Activity::Always,
            _ => Activity::Partial,
        }
    }
}

fn on_whole_cube(setup: &Setup, scene: &Scene) -> Option<[usize; 2]> {
    if setup.inputs != Inputs::Cube {
        return None;
    }
    let mut counts = [0; 2];
    for unit in 0..setup.units {
        let activity = scene.layer().on_cube(unit, setup.shift);
        counts[0] += usize::from(activity == Some(Activity::Dead));
        counts[1] += usize::from(activity == Some(Activity::Always));
    }
    Some(counts)
}

impl Picture for SparsityPicture {
    const NAME: &'static str = "sparsity";
    const PARAMETERS: &'static [Parameter] = &PARAMETERS;
    const LAYERS: usize = 2;
    const PRESETS: &'static [Preset] = &PRESETS;

    fn read(state: &State, before: Option<&Self>, _results: &[Vec<f64>]) -> Self {
        let setup = setup(state);
        let by_frequency = state.choice(ORDER) == 1;
        let (scene, plane, expected, on_cube) = match before.filter(|before| before.setup == setup) {
            Some(before) => (before.scene.clone(), before.plane, before.expected, before.on_cube),
            None => {
                let scene = setup.drawn();
                let deviation = setup.weights.deviation(setup.dimensions, setup.units);
                let expected = scene.layer().expected_zeros(deviation, scene.inputs());
                let (plane, on_cube) = (Plane::new(&setup, &scene), on_whole_cube(&setup, &scene));
                (Arc::new(scene), plane, expected, on_cube)
            }
        };
        let order = if by_frequency { scene.mask().by_frequency() } else { (0..setup.units).collect() };
        let last = setup.count - 1;
        let picked = [FIRST, SECOND].map(|index| (state.number(index) as usize - 1).min(last));
        let point = (state.number(X1), state.number(X2));
        let code = |input: usize| scene.mask().signature(input).unwrap_or_default();
        let first = match plane {
            Some(_) => scene.layer().code_at(&[point.0, point.1]),
            None => code(picked[0]),
        };
        let codes = [first, code(picked[1])];
        let comparison = Comparison::of(&codes[0], &codes[1]);
        SparsityPicture {
            setup,
            scene,
            order,
            by_frequency,
            expected,
            on_cube,
            plane,
            picked,
            point,
            codes,
            comparison,
        }
    }

    fn draw<B: Target>(&self, layer: usize, pencil: &Pencil<B>, frame: &Frame, theme: &Theme) {
        let plan = Plan::new(self, frame, theme);
        match layer {
            LAYER_LAYER => {
                pencil.fill(theme.background);
                self.draw_raster(&plan, pencil, theme);
                if let (Some(panel), Some(plane)) = (&plan.plane, self.plane) {
                    self.draw_plane(panel, &plane, pencil, theme);
                }
            }
            _ => self.draw_marks(&plan, pencil, theme),
        }
    }

    fn verdict(&self) -> Vec<Sentence> {
        self.said()
    }

    fn description(&self) -> Vec<Sentence> {
        self.described()
    }

    fn legend(&self, theme: &Theme) -> Vec<LegendEntry> {
        let entry = |colour, mark, key: &str| LegendEntry { colour, mark, sentence: Sentence::new(key) };
        let line = Mark::Line(&[]);
        let mut entries = vec![
            entry(theme.signal, line, "sparsity.legend.active"),
            entry(theme.muted, Mark::Hatched, "sparsity.legend.dead"),
            entry(theme.relative, line, "sparsity.legend.always"),
            entry(theme.ink, line, "sparsity.legend.first"),
            entry(theme.ink, Mark::Line(&[3.0, 3.0]), "sparsity.legend.second"),
        ];
        if self.plane.is_some() {
            entries.push(entry(theme.muted, line, "sparsity.legend.line"));
        }
        entries
    }

    fn readouts(&self) -> Vec<Readout> {
        self.read_out()
    }

    fn table(&self, digits: Digits) -> Table {
        self.tabled(digits)
    }

    fn value_text(&self, index: usize) -> Option<Sentence> {
        self.value_said(index)
    }

    fn relevant(&self, index: usize) -> bool {
        match index {
            DIMENSIONS => self.setup.inputs != Inputs::Spirals,
            DEVIATION => matches!(self.setup.weights, Weights::Normal(_)),
            FIRST => self.plane.is_none(),
            X1 | X2 => self.plane.is_some(),
            _ => true,
        }
    }

    fn handles(&self, frame: &Frame, theme: &Theme) -> Vec<Handle> {
        let plan = Plan::new(self, frame, theme);
        let column = |pick: usize, parameter| Handle { at: plan.head_of(self.picked[pick]), parameter };
        let first = match &plan.plane {
            Some(panel) => Handle { at: place_of(self.point, panel), parameter: X1 },
            None => column(0, FIRST),
        };
        vec![first, column(1, SECOND)]
    }

    fn marks(&self, index: usize, frame: &Frame, theme: &Theme) -> Vec<Place> {
        let governed = if index == X2 { X1 } else { index };
        let handles = self.handles(frame, theme).into_iter();
        handles.filter(|handle| handle.parameter == governed).map(|handle| handle.at).collect()
    }

    fn drag(&self, handle: usize, to: Place, frame: &Frame, theme: &Theme) -> Vec<(usize, Value)> {
        let plan = Plan::new(self, frame, theme);
        match (handle, &plan.plane, &self.plane) {
            (0, Some(panel), Some(plane)) => moved(panel.to_plane(to), plane),
            (0, ..) => vec![(FIRST, plan.column_at(to.0))],
            (1, ..) => vec![(SECOND, plan.column_at(to.0))],
            _ => Vec::new(),
        }
    }

    fn tap(&self, at: Place, frame: &Frame, theme: &Theme) -> Vec<(usize, Value)> {
        let plan = Plan::new(self, frame, theme);
        if plan.is_in_raster(at) {
            let parameter = if self.plane.is_some() { SECOND } else { FIRST };
            return vec![(parameter, plan.column_at(at.0))];
        }
        if let (Some(panel), Some(plane)) = (&plan.plane, &self.plane) {
            let (x, y) = panel.to_plane(at);
            if panel.x.contains(&x) && panel.y.contains(&y) {
                return moved((x, y), plane);
            }
        }
        Vec::new()
    }
}

/// The free point at a place of the plane, in hundredths.
fn moved((x, y): (f64, f64), plane: &Plane) -> Vec<(usize, Value)> {
    let within = |x: f64| Value::Number(on_grid(limited(x, plane.from, plane.to), 100.0));
    vec![(X1, within(x)), (X2, within(y))]
}
