/** The time of the machine, in milliseconds since the epoch: the sandbox's, unless another is given. */
export const now = (): number => Date.now();
