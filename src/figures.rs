//! The figures: what they show, say and let a hand move. Pure functions of a [`State`] and a [`Theme`]; the
//! same code draws on a canvas, into an SVG and into a test.
//!
//! One file a figure. A figure reads its inputs from its state and answers for its layers, its words, its
//! table and its handles; [`Figure`] puts name and state together.

mod caption;
#[cfg(feature = "light-pictures")]
mod chain;
#[cfg(feature = "light-pictures")]
mod csv;
mod curves;
#[cfg(feature = "all-pictures")]
mod depth;
mod digits;
mod layers;
#[cfg(feature = "light-pictures")]
mod limits;
#[cfg(feature = "light-pictures")]
mod neuron;
mod panel;
mod pencil;
#[cfg(feature = "all-pictures")]
mod sparsity;
pub mod surface;
mod svg;
#[cfg(feature = "all-pictures")]
mod sweep;
mod text;
mod theme;
#[cfg(feature = "all-pictures")]
mod training;

pub use curves::ANCHORS;
pub use digits::Digits;
pub use layers::{Layers, Step};
pub use panel::Frame;
pub use svg::Medium;
pub use theme::Theme;

/// What figures can be asked for: their parameters, and the set-ups of the numbers that follow from them. Whoever names these
/// alone gets no drawing with them.
#[cfg(feature = "all-pictures")]
pub(crate) mod inputs {
    pub(crate) use super::chain::PARAMETERS as CHAIN;
    pub(crate) use super::curves::PARAMETERS as CURVES;
    pub(crate) use super::depth::{PARAMETERS as DEPTH, survey};
    pub(crate) use super::limits::PARAMETERS as LIMITS;
    pub(crate) use super::neuron::PARAMETERS as NEURON;
    pub(crate) use super::sparsity::{PARAMETERS as SPARSITY, setup as layer, window};
    pub(crate) use super::sweep::{PARAMETERS as SWEEP, pointed};
    pub(crate) use super::training::{PARAMETERS as TRAINING, setup as run};
}

use std::cell::OnceCell;

#[cfg(feature = "light-pictures")]
use chain::ChainPicture;
use curves::{Curves, PRE_ACTIVATION};
#[cfg(feature = "all-pictures")]
use depth::DepthPicture;
#[cfg(feature = "light-pictures")]
use limits::LimitsPicture;
#[cfg(feature = "light-pictures")]
use neuron::NeuronPicture;
use pencil::Pencil;
#[cfg(feature = "all-pictures")]
use sparsity::SparsityPicture;
#[cfg(feature = "all-pictures")]
use sweep::SweepPicture;
#[cfg(feature = "all-pictures")]
use training::TrainingPicture;

use plotters::style::RGBColor;

use crate::error::ParameterError;
use crate::state::{Parameter, Preset, State, Value, joined};
use crate::words::{Filling, Sentence};
use crate::work::{Job, Results};
use surface::{Drawn, Sheet, Target};

/// A value shown beside the picture, and bound to by the text of the article.
#[derive(Clone, Debug, PartialEq)]
pub struct Readout {
    /// Its name within the figure.
    pub key: &'static str,
    /// What is shown.
    pub filling: Filling,
}

impl Readout {
    fn number(key: &'static str, text: String) -> Self {
        Readout { key, filling: Filling::Text(text) }
    }

    fn word(key: &'static str, word: String) -> Self {
        Readout { key, filling: Filling::Word(word) }
    }
}

/// The numbers of a figure as a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What the table shows.
    pub caption: Sentence,
    /// The heads of the columns.
    pub columns: Vec<Sentence>,
    /// The cells, as shown.
    pub rows: Vec<Vec<String>>,
    /// The row that the figure's handle stands at.
    pub current: Option<usize>,
}

/// What a mark of the picture stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendEntry {
    /// Its colour.
    pub colour: RGBColor,
    /// What it looks like.
    pub mark: Mark,
    /// What it stands for.
    pub sentence: Sentence,
}

/// What a mark of the picture looks like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mark {
    /// A line, with its dash pattern in CSS pixels; solid if that is empty.
    Line(&'static [f64]),
    /// A hatched area.
    Hatched,
    /// A disc.
    #[cfg(feature = "all-pictures")]
    Disc,
    /// A ring.
    #[cfg(feature = "all-pictures")]
    Ring,
}

/// A place in the picture that a hand can take hold of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Handle {
    /// Where it is, in CSS pixels from the upper left corner.
    pub at: (f64, f64),
    /// The parameter behind it.
    pub parameter: usize,
}

/// Parameters that stand together, folded away until they are wanted: those from a place on, up to the next group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Group {
    /// Its name within the figure.
    pub key: &'static str,
    /// The first of its parameters.
    pub first: usize,
}

/// A parameter that time moves when the reader has the figure play.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Played {
    /// The parameter, a number that takes whole values from 0 on.
    pub parameter: usize,
    /// How fast it can be moved, in steps a second, from slow to fast.
    pub paces: &'static [u32],
}

/// What every figure answers for. A picture is read off the state once and holds all numbers that it shows.
trait Picture: Sized {
    const NAME: &'static str;
    const PARAMETERS: &'static [Parameter];
    /// How many layers the drawing is a stack of.
    const LAYERS: usize;
    /// The states worth a button.
    const PRESETS: &'static [Preset] = &[];
    /// Parameters that are folded away, in their order; those before the first group stand open.
    const GROUPS: &'static [Group] = &[];
    /// The parameter that time moves.
    const PLAYED: Option<Played> = None;
    /// What can be done with what the picture shows, a button each.
    const ACTIONS: &'static [&'static str] = &[];

    /// The lowest layer that shows results of the figure's work. A figure that never has any names one that it does not
    /// have.
    const WORK_LAYER: usize = usize::MAX;

    /// What is to be computed for a state that takes too long for a frame; none if nothing is.
    fn work(_state: &State) -> Option<Job> {
        None
    }
    /// The picture of a state, and of what its work has brought so far: the results of its first pieces, or, if it
    /// [streams](Job::streams), of every piece as far as it has come. `before` is the picture of another state, or of fewer
    /// results.
    fn read(state: &State, before: Option<&Self>, results: &[Vec<f64>]) -> Self;
    fn draw<B: Target>(&self, layer: usize, pencil: &Pencil<B>, frame: &Frame, theme: &Theme);
    /// What the lowest layer depends on besides size and theme: two pictures with equal ground share it.
    fn ground(&self) -> [i32; 3] {
        [0; 3]
    }
    fn verdict(&self) -> Vec<Sentence>;
    fn description(&self) -> Vec<Sentence>;
    fn legend(&self, theme: &Theme) -> Vec<LegendEntry>;
    fn readouts(&self) -> Vec<Readout>;
    fn table(&self, digits: Digits) -> Table;
    /// What it takes to compute the table and no parameter says.
    #[cfg(feature = "all-pictures")]
    fn fixed(&self) -> Vec<Sentence> {
        Vec::new()
    }
    fn value_text(&self, index: usize) -> Option<Sentence>;
    /// Whether a parameter has an effect now.
    fn relevant(&self, _index: usize) -> bool {
        true
    }
    /// How many of the numbers that a parameter chooses among have an effect now.
    fn numbers(&self, _index: usize) -> usize {
        0
    }
    fn handles(&self, frame: &Frame, theme: &Theme) -> Vec<Handle>;
    /// The places in the picture that a parameter governs.
    fn marks(&self, index: usize, frame: &Frame, theme: &Theme) -> Vec<(f64, f64)> {
        let mut places = Vec::new();
        for handle in self.handles(frame, theme) {
            if handle.parameter == index {
                places.push(handle.at);
            }
        }
        places
    }
    /// The handle that a mouse takes hold of where none is within reach.
    fn press(&self, _at: (f64, f64), _frame: &Frame, _theme: &Theme) -> Option<usize> {
        None
    }
    fn drag(&self, handle: usize, to: (f64, f64), frame: &Frame, theme: &Theme) -> Vec<(usize, Value)>;
    /// What a click that takes hold of nothing sets.
    fn tap(&self, _at: (f64, f64), _frame: &Frame, _theme: &Theme) -> Vec<(usize, Value)> {
        Vec::new()
    }
    /// Whether an action, named by its place among [`Picture::ACTIONS`], is possible now.
    fn can(&self, _action: usize) -> bool {
        false
    }
    /// What an action sets.
    fn act(&self, _action: usize) -> Vec<(usize, Value)> {
        Vec::new()
    }
    /// How far the played parameter can be moved at present: as far as there is something to show.
    fn end(&self) -> f64 {
        0.0
    }
    /// How many steps of the played parameter make a longer one, such as an epoch; at least 1.
    fn stride(&self) -> f64 {
        1.0
    }
}

/// Lists the figures once, in the order of the page: their names, the kinds of figure, the pictures they show, and how each
/// is asked.
macro_rules! figures {
    // `$d` is a dollar sign, for the macros that this one makes.
    ($d:tt $($(#[$when:meta])? $Name:ident: $Picture:ty,)*) => {
        /// The names of all figures, in the order of the page.
        pub const NAMES: &[&str] = &[$($(#[$when])? <$Picture>::NAME,)*];

        #[derive(Clone, Copy, Debug, PartialEq)]
        enum Kind {
            $($(#[$when])? $Name,)*
        }

        /// In the order of [`NAMES`].
        const KINDS: &[Kind] = &[$($(#[$when])? Kind::$Name,)*];

        /// The picture of a state.
        #[derive(Clone, Debug)]
        enum Shown {
            $($(#[$when])? $Name($Picture),)*
        }

        impl Shown {
            fn read(kind: Kind, state: &State, before: Option<&Shown>, results: &[Vec<f64>]) -> Self {
                match kind {
                    $($(#[$when])? Kind::$Name => {
                        let before = match before {
                            Some(Shown::$Name(picture)) => Some(picture),
                            _ => None,
                        };
                        Shown::$Name(<$Picture>::read(state, before, results))
                    })*
                }
            }
        }

        /// Asks the type of picture that belongs to a kind of figure.
        macro_rules! of_kind {
            ($d kind:expr, $d P:ident => $d answer:expr) => {
                match $d kind {
                    $($(#[$when])? Kind::$Name => {
                        type $d P = $Picture;
                        $d answer
                    })*
                }
            };
        }

        /// Asks the picture of a figure.
        macro_rules! picture {
            ($d figure:expr, $d picture:ident => $d answer:expr) => {
                match $d figure.shown() {
                    $($(#[$when])? Shown::$Name($d picture) => $d answer,)*
                }
            };
        }
    };
}

figures! { $
    Curves: Curves,
    #[cfg(feature = "light-pictures")]
    Chain: ChainPicture,
    #[cfg(feature = "light-pictures")]
    Neuron: NeuronPicture,
    #[cfg(feature = "all-pictures")]
    Sparsity: SparsityPicture,
    #[cfg(feature = "all-pictures")]
    Depth: DepthPicture,
    #[cfg(feature = "all-pictures")]
    Sweep: SweepPicture,
    #[cfg(feature = "all-pictures")]
    Training: TrainingPicture,
    #[cfg(feature = "light-pictures")]
    Limits: LimitsPicture,
}

/// The crate and its version.
const PROGRAM: &str = concat!("relu-explainer ", env!("CARGO_PKG_VERSION"));

/// How far from a handle a press still takes hold of it, in CSS pixels.
pub const REACH: f64 = 22.0;

/// The radius of the ring around a mark that stands out, in CSS pixels.
const HALO: f64 = 14.0;

/// A figure: its name and its state.
///
/// ```
/// use relu_explainer::figures::{Figure, Theme};
///
/// let mut figure = Figure::new("curves")?;
/// figure.state_mut().assign("over", "sigmoid")?;
/// let svg = figure.to_svg((640, 400), &Theme::LIGHT);
/// assert!(svg.starts_with("<svg width=\"640\" height=\"400\""));
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Figure {
    kind: Kind,
    state: State,
    /// The picture of the state, once it has been asked for.
    shown: OnceCell<Shown>,
    /// The picture before the state changed, which may hold what need not be computed again.
    before: Option<Shown>,
    /// What its work has brought so far.
    results: Results,
    /// The parameter that a hand or the keyboard is at.
    attended: Option<usize>,
}

impl Figure {
    /// The figure of that name with every parameter at its default.
    ///
    /// # Errors
    /// Names the figures that exist, if this is none.
    pub fn new(name: &str) -> Result<Self, ParameterError> {
        let place = NAMES.iter().position(|known| *known == name);
        let Some(&kind) = place.and_then(|place| KINDS.get(place)) else {
            let names = joined(NAMES, ", ");
            return Err(ParameterError::new("name", name, format!("one of {names}")));
        };
        let parameters = of_kind!(kind, P => P::PARAMETERS);
        Ok(Figure {
            kind,
            state: State::new(parameters),
            shown: OnceCell::new(),
            before: None,
            results: Results::default(),
            attended: None,
        })
    }

    /// Its name.
    pub fn name(&self) -> &'static str {
        of_kind!(self.kind, P => P::NAME)
    }

    /// The values of its parameters.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The values of its parameters, to be changed.
    pub fn state_mut(&mut self) -> &mut State {
        self.put_by();
        &mut self.state
    }

    /// The picture holds no longer, but may spare the next one some work.
    fn put_by(&mut self) {
        if let Some(shown) = self.shown.take() {
            self.before = Some(shown);
        }
    }

    fn shown(&self) -> &Shown {
        self.shown.get_or_init(|| {
            // What a figure without work does not need is not in its module.
            let results = if self.has_work() { self.results.of(self.work().as_ref()) } else { &[] };
            Shown::read(self.kind, &self.state, self.before.as_ref(), results)
        })
    }

    /// What is to be computed for its state that takes too long for a frame; none if nothing is. Until results are
    /// [taken](Figure::take), the picture does without them.
    pub fn work(&self) -> Option<Job> {
        of_kind!(self.kind, P => P::work(&self.state))
    }

    /// Whether it has work in any of its states.
    pub fn has_work(&self) -> bool {
        of_kind!(self.kind, P => (0..P::LAYERS).contains(&P::WORK_LAYER))
    }

    /// The work of its state, if that is not what was last begun: results are from now on taken as this one's.
    pub fn begin_work(&mut self) -> Option<Option<Job>> {
        let job = self.work();
        if self.results.are_of(job.as_ref()) {
            return None;
        }
        self.results = Results::new(job.clone());
        Some(job)
    }

    /// Takes the result of one piece of the work that was last begun; returns the lowest layer that it changed. In
    /// whatever order they come, they are shown in the order of the pieces.
    pub fn take(&mut self, piece: usize, result: Vec<f64>) -> Option<usize> {
        if !self.results.take(piece, result) {
            return None;
        }
        self.put_by();
        Some(of_kind!(self.kind, P => P::WORK_LAYER))
    }

    /// Takes a part of the result of one piece of the work that was last begun, if that [streams](Job::streams): `from`
    /// numbers came before it, and after the `last` none will come. Returns the lowest layer that it changed.
    pub fn take_part(&mut self, piece: usize, from: usize, part: &[f64], last: bool) -> Option<usize> {
        if !self.results.take_part(piece, from, part, last) {
            return None;
        }
        self.put_by();
        Some(of_kind!(self.kind, P => P::WORK_LAYER))
    }

    /// Does all of its work, here and now, however long that takes.
    pub fn complete(&mut self) {
        let Some(Some(job)) = self.begin_work() else { return };
        for piece in 0..job.pieces() {
            if job.streams() {
                self.take_part(piece, 0, &job.result(piece), true);
            } else {
                self.take(piece, job.result(piece));
            }
        }
    }

    /// How many [steps](Job::steps) of its work are shown, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        let job = self.work();
        let shown = if self.results.are_of(job.as_ref()) { self.results.steps() } else { 0 };
        (shown, job.as_ref().map_or(0, Job::steps))
    }

    /// Its parameters, in the order of the page.
    pub fn parameters(&self) -> &'static [Parameter] {
        self.state.parameters()
    }

    /// The states worth a button.
    pub fn presets(&self) -> &'static [Preset] {
        of_kind!(self.kind, P => P::PRESETS)
    }

    /// Parameters that are folded away, in their order; those before the first group stand open.
    pub fn groups(&self) -> &'static [Group] {
        of_kind!(self.kind, P => P::GROUPS)
    }

    /// The parameter that time moves, if there is one.
    pub fn played(&self) -> Option<Played> {
        of_kind!(self.kind, P => P::PLAYED)
    }

    /// How far the played parameter can be moved at present: as far as there is something to show.
    pub fn end(&self) -> f64 {
        picture!(self, picture => picture.end())
    }

    /// How many steps of the played parameter make a longer one, such as an epoch; at least 1.
    pub fn stride(&self) -> f64 {
        picture!(self, picture => picture.stride())
    }

    /// The names of what can be done with what the picture shows.
    pub fn actions(&self) -> &'static [&'static str] {
        of_kind!(self.kind, P => P::ACTIONS)
    }

    /// Whether the action at a place among [`Figure::actions`] is possible now.
    pub fn can(&self, action: usize) -> bool {
        action < self.actions().len() && picture!(self, picture => picture.can(action))
    }

    /// Does the action at a place among [`Figure::actions`], if it is possible; returns the lowest layer that changed.
    pub fn act(&mut self, action: usize) -> Option<usize> {
        if !self.can(action) {
            return None;
        }
        let set = picture!(self, picture => picture.act(action));
        self.set_all(set)
    }

    /// How many layers its drawing has.
    pub fn layers(&self) -> usize {
        of_kind!(self.kind, P => P::LAYERS)
    }

    /// What the lowest layer depends on besides size and theme: as long as it stays, so does that layer, whatever
    /// parameter changes.
    pub fn ground(&self) -> [i32; 3] {
        picture!(self, picture => picture.ground())
    }

    /// Draws one layer into a frame on a sheet.
    ///
    /// # Errors
    /// Those of the backend beneath.
    pub fn draw<B: Target>(&self, layer: usize, sheet: &Sheet<B>, frame: &Frame, theme: &Theme) -> Drawn<B> {
        let pencil = Pencil::new(sheet);
        self.pencil_in(layer, &pencil, frame, theme);
        if let Some(index) = self.attended.filter(|_| layer + 1 == self.layers()) {
            for place in picture!(self, picture => picture.marks(index, frame, theme)) {
                pencil.ring(place, HALO, theme.ink, 2.0);
            }
        }
        pencil.finish()
    }

    /// One layer, with no mark standing out.
    fn pencil_in<B: Target>(&self, layer: usize, pencil: &Pencil<B>, frame: &Frame, theme: &Theme) {
        picture!(self, picture => picture.draw(layer, pencil, frame, theme));
    }

    /// Has the marks that a parameter governs stand out, or none.
    pub fn attend(&mut self, parameter: Option<usize>) {
        self.attended = parameter;
    }

    /// What its colours and dashes stand for.
    pub fn legend(&self, theme: &Theme) -> Vec<LegendEntry> {
        picture!(self, picture => picture.legend(theme))
    }

    /// What the picture shows now, in one sentence, and one more for each thing it is compared with.
    pub fn verdict(&self) -> Vec<Sentence> {
        picture!(self, picture => picture.verdict())
    }

    /// The text alternative of the picture.
    pub fn description(&self) -> Vec<Sentence> {
        picture!(self, picture => picture.description())
    }

    /// The values shown beside the picture.
    pub fn readouts(&self) -> Vec<Readout> {
        picture!(self, picture => picture.readouts())
    }

    /// The numbers as a table.
    pub fn table(&self) -> Table {
        self.tabled(Digits::Few)
    }

    /// The numbers as a table, written with so many digits.
    pub fn tabled(&self, digits: Digits) -> Table {
        picture!(self, picture => picture.table(digits))
    }

    /// What it takes to compute the table and no parameter says.
    #[cfg(feature = "all-pictures")]
    fn fixed(&self) -> Vec<Sentence> {
        picture!(self, picture => picture.fixed())
    }

    /// What the value of a parameter means, for a slider to say; none if the bare number says it.
    pub fn value_text(&self, index: usize) -> Option<Sentence> {
        picture!(self, picture => picture.value_text(index))
    }

    /// Whether a parameter has an effect now.
    pub fn relevant(&self, index: usize) -> bool {
        picture!(self, picture => picture.relevant(index))
    }

    /// How many of the numbers that a [`Domain::Numbered`](crate::state::Domain::Numbered) parameter chooses among have
    /// an effect now, from 1 on.
    pub fn numbers(&self, index: usize) -> usize {
        picture!(self, picture => picture.numbers(index))
    }

    /// The handles of a picture in that frame.
    pub fn handles(&self, frame: &Frame, theme: &Theme) -> Vec<Handle> {
        picture!(self, picture => picture.handles(frame, theme))
    }

    /// The handle that a press takes hold of: the nearest within [`REACH`]; where there is none, a finger takes
    /// nothing, so that it can scroll, and a mouse whatever the figure offers there.
    pub fn grab(&self, at: (f64, f64), finger: bool, frame: &Frame, theme: &Theme) -> Option<usize> {
        let mut nearest = (REACH, None);
        for (index, handle) in self.handles(frame, theme).iter().enumerate() {
            let distance = libm::hypot(handle.at.0 - at.0, handle.at.1 - at.1);
            if distance <= nearest.0 {
                nearest = (distance, Some(index));
            }
        }
        match nearest {
            (_, None) if !finger => picture!(self, picture => picture.press(at, frame, theme)),
            (_, handle) => handle,
        }
    }

    /// Moves a handle to a place; returns the lowest layer that changed.
    pub fn drag(&mut self, handle: usize, to: (f64, f64), frame: &Frame, theme: &Theme) -> Option<usize> {
        let moved = picture!(self, picture => picture.drag(handle, to, frame, theme));
        self.set_all(moved)
    }

    /// What a click that takes hold of nothing does; returns the lowest layer that changed.
    pub fn tap(&mut self, at: (f64, f64), frame: &Frame, theme: &Theme) -> Option<usize> {
        let set = picture!(self, picture => picture.tap(at, frame, theme));
        self.set_all(set)
    }

    fn set_all(&mut self, values: impl IntoIterator<Item = (usize, Value)>) -> Option<usize> {
        let mut lowest = None;
        for (index, value) in values {
            if self.state.get(index) != Some(value) && self.state_mut().set(index, value).is_ok() {
                let layer = self.parameters()[index].layer;
                lowest = Some(lowest.map_or(layer, |low: usize| low.min(layer)));
            }
        }
        lowest
    }
}
