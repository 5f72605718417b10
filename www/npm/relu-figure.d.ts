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

/** What "relu-input" (a value changes) and "relu-change" (a gesture has ended) tell. */
export interface ReluChange {
  state: State;
  /** Of "relu-change": whether the gesture deserves an entry of its own in the browser's history. */
  push?: boolean;
}

/** `<relu-figure name="chain" weight="0.5">` */
export declare class ReluFigure extends HTMLElement {
  /** The figure's name. */
  readonly name: string;
  /** Resolves when the figure answers, or has said in its place why it cannot. */
  readonly ready: Promise<void>;
  /** Whether it answers. */
  readonly awake: boolean;
  /** The values that differ from their defaults. Those that are set take over as one gesture. */
  get state(): State;
  set state(state: State);
  /** Has it begin now, though it may be far from the window. */
  wake(): void;
  /** Takes the last gesture back. */
  undo(): void;
  /** Every parameter to what the attributes asked for in the beginning, as one gesture. */
  reset(): void;
  /** What the lines of the picture stand for: `colour` is `0xRRGGBB`, `dashes` a pattern in CSS pixels, empty for a solid line. */
  legend(): Promise<{ colour: number; dashes: string; label: string }[]>;
  /** The picture as SVG, under a title, a legend and what it shows. */
  toSVG(options?: PictureOptions): Promise<string>;
  /** The same picture as PNG. */
  toPNG(options?: PictureOptions): Promise<Blob>;
}

declare global {
  interface HTMLElementTagNameMap {
    'relu-figure': ReluFigure;
  }
  interface HTMLElementEventMap {
    'relu-input': CustomEvent<ReluChange>;
    'relu-change': CustomEvent<ReluChange>;
    'relu-notice': CustomEvent<{ notices: string[] }>;
    'relu-failure': CustomEvent<{ why: string }>;
  }
}
