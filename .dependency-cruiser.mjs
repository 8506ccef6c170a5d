/** The house rules: shared ← db ← server, shared ← client; nothing of the game imports loadtest, deploy or tests. */
const only = (from, allowed) => ({
  name: `${from}-imports`,
  comment: `${from}/ may import only ${allowed.join(', ')} of this repository`,
  severity: 'error',
  from: { path: `^${from}/`, pathNot: 'vite\\.config\\.ts$' },
  to: { path: '^(shared|db|server|client|deploy|loadtest|tests)/', pathNot: `^(${allowed.join('|')})/` },
});

export default {
  forbidden: [
    only('shared', ['shared']),
    only('db', ['db', 'shared']),
    only('server', ['server', 'db', 'shared']),
    only('client', ['client', 'shared']),
    only('loadtest', ['loadtest', 'deploy', 'server', 'db', 'shared']),
    only('deploy', ['deploy', 'server', 'db', 'shared']),
    {
      name: 'shared-is-pure',
      severity: 'error',
      from: { path: '^shared/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'db-knows-no-sockets',
      severity: 'error',
      from: { path: '^db/' },
      to: { path: 'node_modules/(socket\\.io|ioredis|@socket\\.io)' },
    },
    {
      name: 'server-draws-nothing',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: 'node_modules/(d3|svelte)' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: '(^client/public/|\\.d\\.m?ts|config\\.ts|\\.mjs)$' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|artefact|sources)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'types', 'default'],
      extensions: ['.ts', '.js', '.svelte', '.mjs', '.json'],
    },
  },
};
