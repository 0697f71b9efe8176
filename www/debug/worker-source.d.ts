/** The worker's program as text: made by the build. */
declare module "#worker" {
  const source: string;
  export default source;
}
