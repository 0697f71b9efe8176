/** The worker's script as text, made by the build. */
declare module "#worker" {
  const source: string;
  export default source;
}
