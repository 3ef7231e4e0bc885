/** Templates of one person. */
export const TEMPLATES_MAX = 200;
/** Characters of a template. */
export const TEMPLATE_MAX = 5_000;
/** Characters of its name. */
export const NAME_MAX = 40;
