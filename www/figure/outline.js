/**
 * Reads what a figure consists of, and what its controls show, from the crate's texts: U+001D stands between groups, U+001E between
 * their members, U+001F between the parts of one.
 */

/**
 * What a figure's parameter may be.
 *
 * @typedef {object} Parameter
 * @property {string} key its name in links and attributes
 * @property {'number' | 'choice' | 'set' | 'numbered' | 'seed'} kind a number, one name, any of several names, any of the
 *   numbers from 1 on, or a seed
 * @property {number} from the slider's position of the smallest number
 * @property {number} to and of the largest
 * @property {number} most how many numbers there are to choose from
 * @property {string[]} options the names of a choice or a set
 * @property {string} standard the default as a link carries it
 * @property {string} allowed what is allowed, in words
 */

/**
 * @typedef {object} Outline
 * @property {Parameter[]} parameters in the order of the page
 * @property {string[]} presets the names of the states worth a button
 * @property {string[]} readouts the names of the values beside the picture
 * @property {string[]} colours the names of the colours of its theme
 * @property {boolean} works whether it can have work that takes too long for a frame
 * @property {{ key: string, first: number }[]} groups parameters that are folded away, from a place on
 * @property {string[]} actions the names of what can be done with what it shows
 * @property {{ parameter: number, paces: number[] } | undefined} played the place of the parameter that time moves, and how many
 *   steps a second it can
 */

/**
 * What a parameter's control shows.
 *
 * @typedef {object} Shown
 * @property {string} value as a link carries it
 * @property {number} position where the slider stands
 * @property {boolean} relevant whether the parameter has an effect now
 * @property {number} numbers how many of the numbers that it chooses among have one
 * @property {string[]} meaning a sentence; empty if the value says it
 */

/**
 * The members of a group.
 *
 * @param {string} [group]
 * @returns {string[]}
 */
export function members(group) {
  return group ? group.split('\x1e') : [];
}

/**
 * The members of a group, each in its parts.
 *
 * @param {string} [group]
 * @returns {string[][]}
 */
export function parts(group) {
  return members(group).map((member) => member.split('\x1f'));
}

/**
 * @param {string} text
 * @returns {Outline}
 */
export function readOutline(text) {
  const [parameters, presets, readouts, colours, works, groups, actions, played] = text.split('\x1d');
  const [parameter, ...paces] = members(played).map(Number);
  return {
    parameters: parts(parameters).map(([key = '', kind, from, to, most, options, standard = '', allowed = '']) => ({
      key,
      kind: /** @type {Parameter['kind']} */ (kind),
      from: Number(from),
      to: Number(to),
      most: Number(most),
      options: options ? options.split('+') : [],
      standard,
      allowed,
    })),
    presets: members(presets),
    readouts: members(readouts),
    colours: members(colours),
    works: works === '1',
    groups: parts(groups).map(([key = '', first]) => ({ key, first: Number(first) })),
    actions: members(actions),
    played: parameter === undefined ? undefined : { parameter, paces },
  };
}

/**
 * @param {string} text
 * @returns {Shown}
 */
export function readControl(text) {
  const [value = '', position, relevant, numbers, meaning] = text.split('\x1d');
  const [sentence = []] = parts(meaning);
  return { value, position: Number(position), relevant: relevant === '1', numbers: Number(numbers), meaning: sentence };
}
