/**
 * The figures that are too heavy for the script that carries the light ones, by name.
 */
export const HEAVY = new Set(['sparsity', 'depth', 'sweep', 'training']);
