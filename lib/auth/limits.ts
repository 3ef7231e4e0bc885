/** Characters. */
export const PASSWORD_MIN = 10;
/** Hashing takes longer with the length: nobody types more. */
export const PASSWORD_MAX = 1024;
