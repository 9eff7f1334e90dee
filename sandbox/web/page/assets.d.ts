/** Vite gives the address of a file imported this way. */
declare module '*.svg?url' {
  const url: string;
  export default url;
}
