/** Loaded into a tested server that runs with `--expose-gc`: on SIGUSR2 it collects, and says on standard output what is left. */
process.on('SIGUSR2', () => {
  // What finalizers and weak references still hold goes with the second one.
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  console.log(JSON.stringify({ msg: 'heap', heapUsed, external, rss }));
});
