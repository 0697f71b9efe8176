// The type of teachers.json, also before the file exists.
declare module "*/teachers.json" {
  const teachers: Record<string, string>;
  export default teachers;
}
