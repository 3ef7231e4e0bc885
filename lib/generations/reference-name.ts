/** What a prompt calls an input picture, counted from 1 in the order in which they are sent: `Image 2`. */
export const referenceName = (number: number): string => `Image ${number}`;
