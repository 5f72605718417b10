/** What a script can do with a figure. Its attributes, events, parts and properties are listed in custom-elements.json. */

/** Values of a figure's parameters that differ from their defaults, by key. */
export type State = Record<string, number | string>;

/** How a picture is to be made. */
export interface PictureOptions {
  /** Width of the picture in CSS pixels, from 64 to 8192; as it stands unless given. */
  width?: number;
  /** Height of the picture without its caption, which comes on top of it; likewise. */
  height?: number;
  /** As it is shown unless given. */
  theme?: 'light' | 'dark';
  /** Of a PNG: pixels for each CSS pixel, from 0.5 to 8; 2 unless given. */
  scale?: number;
}

/** What "relu-change" tells: a gesture has ended. */
export interface ReluChange {
  /** What it led to. */
  state: State;
  /** Whether it deserves an entry of its own in the browser's history. */
  push: boolean;
}

/** What a parameter shows. */
export interface Shown {
  /** As a link carries it. */
  value: string;
  /** Where its slider stands. */
  position: number;
  /** Whether it has an effect now. */
  relevant: boolean;
}

/** A parameter, held by something beside the figure; `commit` of the figure ends the gesture. */
export interface Hold {
  /** The position of the smallest value, and of the largest. */
  from: number;
  to: number;
  shown(): Shown;
  /** By a key press: an arrow's step, or a longer one. */
  step(stride: string, up: boolean): void;
  /** To a place between `from` and `to`. */
  slide(position: number): void;
  /** Says whether the value was accepted. */
  assign(value: number): boolean;
}

/** The crate's numbers for scripts. */
export type Numbers = Omit<typeof import('../wasm/numbers.js'), 'default' | 'initSync'>;

/** `<relu-figure name="chain" weight="0.5">` */
export declare class ReluFigure extends HTMLElement {
  /** The crate's numbers for scripts, fetched at the first call; the files that hold everything have none. */
  static numbers(): Promise<Numbers>;
  /** The figure's name: its attribute. With another it begins anew, as another figure. */
  name: string;
  /** Its colours, 'light' or 'dark': its attribute; those of the system if empty. */
  theme: string;
  /** Which controls a reader is shown: its attribute. */
  controls: string;
  /** What a reader may not move: its attribute. */
  lock: string;
  /**
   * Resolves when the figure answers, or has said in its place why it cannot; long work may still go on then. One that is
   * taken out of its document, or gets another name, has another such promise for its next life.
   */
  readonly ready: Promise<void>;
  /** Whether it answers. */
  readonly awake: boolean;
  /** The values that differ from their defaults. Those that are set take over as one gesture; null is an empty state. */
  get state(): State;
  set state(state: State | null | undefined);
  /** Has it begin now, though it may be far from the window. */
  wake(): void;
  /** Takes the last gesture back. */
  undo(): void;
  /** Every parameter to what the attributes asked for in the beginning, as one gesture. */
  reset(): void;
  /** As reset(), but the gesture goes on until commit(). */
  restart(): void;
  /** The gesture is over: attributes, table and text alternative follow, and "relu-change" is dispatched if anything has changed. */
  commit(push?: boolean): void;
  /** As state, in a map that can be kept. */
  values(): Map<string, number | string>;
  /** The values that differ from those in the beginning: what a link has to say. */
  changes(): Map<string, number | string>;
  /** Takes over the values of a link, and says in sentences what could not be used. */
  adopt(texts: ReadonlyMap<string, string>, first?: boolean): string[];
  /** A parameter to be shown and moved; undefined if there is none of this name, or the figure does not answer yet. */
  hold(key: string): Hold | undefined;
  /** Has a function called in every frame in which the figure is drawn anew, after it. */
  follow(follower: () => void): void;
  /** Has the marks that a parameter governs stand out in the picture, or none. */
  attend(key: string): void;
  /** The values beside the picture, in words, by their names. */
  readouts(): Map<string, string>;
  /** The value of a parameter, in words. */
  told(key: string): string | undefined;
  /** Brings picture and values up to date at once, which happens by itself in the next frame. */
  render(): void;
  /**
   * What the marks of the picture stand for: `colour` is `0xRRGGBB`, `mark` is "hatched", "disc", "ring" or the dash pattern of a
   * line in CSS pixels, empty if it is solid.
   */
  legend(): Promise<{ colour: number; mark: string; label: string }[]>;
  /**
   * The picture as SVG, under a title, a legend and what it shows. Waits until the figure answers and its long work has come to
   * an end; of one that is in no document, or cannot run, there is none.
   */
  toSVG(options?: PictureOptions): Promise<string>;
  /** The same picture as PNG; as it stands, without its caption, where the page's policy lets no image be made of text. */
  toPNG(options?: PictureOptions): Promise<Blob>;
}

declare global {
  interface CustomElementRegistry {
    get(name: 'relu-figure'): typeof ReluFigure | undefined;
  }
  interface HTMLElementTagNameMap {
    'relu-figure': ReluFigure;
  }
  interface HTMLElementEventMap {
    /** A value has changed; the element's state has it. */
    'relu-input': CustomEvent<null>;
    'relu-change': CustomEvent<ReluChange>;
    'relu-attend': CustomEvent<{ parameter: string }>;
    'relu-notice': CustomEvent<{ notices: string[] }>;
    'relu-settled': CustomEvent<null>;
    'relu-failure': CustomEvent<{ why: string }>;
  }
}
