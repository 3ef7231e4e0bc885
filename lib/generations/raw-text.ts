/** Characters of unbroken base64 from which on it is a picture's and nobody reads it; hashes and ids are shorter. */
const LONG = 200;

/** The text with every long run of base64 replaced by how many characters it had. */
export const withoutPictures = (text: string): string =>
  text.replace(new RegExp(`[A-Za-z0-9+/_-]{${LONG},}={0,2}`, "g"), (run) =>
    // A word without an end is still a word: base64 of this length has digits and both cases.
    /\d/.test(run) && /[a-z]/.test(run) && /[A-Z]/.test(run)
      ? `[${run.length.toLocaleString("en")} characters of base64]`
      : run,
  );
