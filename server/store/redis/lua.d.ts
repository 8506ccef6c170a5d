declare module '*.lua?raw' {
  const script: string;
  export default script;
}
