/** Where bytes lie in the storage. Built from hashes only, so that no name from outside ever becomes a path. */
const HASH = /^[0-9a-f]{64}$/;

function key(folder: string, sha256: string, extension = ""): string {
  if (!HASH.test(sha256)) throw new Error("Not a SHA-256 in hex.");
  return `${folder}/${sha256.slice(0, 2)}/${sha256}${extension}`;
}

/** The original bytes. */
export const blobKey = (sha256: string): string => key("blobs", sha256);
/** The WebP thumbnail of the blob. */
export const thumbKey = (sha256: string): string => key("thumbs", sha256, ".webp");
