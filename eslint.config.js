import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/**
 * What Socket.IO does on every node through its adapter: told to one node, it would disconnect or move the players of all. `io.local`
 * keeps it to this node; a file that means every node stands below, with the reason.
 */
const clusterWide = (names) => ({
  selector: `CallExpression[callee.property.name=/^(${names.join('|')})$/]:not([callee.object.property.name='local'])`,
  message:
    'This reaches the connections of every node: call it on io.local, or say in eslint.config.js why not.',
});
const CLUSTER_WIDE = [
  'disconnectSockets',
  'socketsJoin',
  'socketsLeave',
  'fetchSockets',
  'allSockets',
  'serverSideEmit',
  'serverSideEmitWithAck',
];
const BROADCASTS = {
  selector:
    'CallExpression[callee.object.name=/^(io|server)$/][callee.property.name=/^(emit|emitWithAck|send|write|to|in|except|compress|volatile|timeout)$/]',
  message: 'This sends to every connection of every node: events go through the broadcaster.',
};

export default defineConfig(
  {
    ignores: ['**/node_modules/', '**/dist/', 'data/', 'out/', 'db/atlas/artefact/', 'test-results/'],
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    extends: [js.configs.recommended],
    languageOptions: { globals: globals.node },
  },
  { files: ['client/public/*.mjs'], languageOptions: { globals: globals.browser } },
  { files: ['**/*.ts', '**/*.svelte'], extends: [tseslint.configs.strictTypeChecked] },
  svelte.configs.recommended,
  {
    files: ['**/*.ts', '**/*.svelte'],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['client/vite.config.ts'] },
        extraFileExtensions: ['.svelte'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Indexed access is checked by the compiler already, and loops over typed arrays need the assertion.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Code points are what names and keys are made of here.
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: { 'svelte/no-navigation-without-resolve': 'off' },
  },
  {
    files: ['**/*.svelte'],
    rules: {
      // The type-aware rules do not see through Svelte's markup; svelte-check types these files.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
    },
  },
  {
    files: ['shared/**/*.ts'],
    rules: {
      // The domain is pure: no clock, no randomness, no I/O.
      'no-restricted-globals': [
        'error',
        'process',
        'window',
        'document',
        'fetch',
        'setTimeout',
        'setInterval',
        'Buffer',
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now' },
        { object: 'Math', property: 'random' },
        { object: 'performance', property: 'now' },
      ],
    },
  },
  {
    files: ['server/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', clusterWide(CLUSTER_WIDE), BROADCASTS] },
  },
  {
    // What it sends is for every node: the messages that nodes tell each other.
    files: ['server/broadcast/node-bus.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        clusterWide(CLUSTER_WIDE.filter((name) => name !== 'serverSideEmit')),
        BROADCASTS,
      ],
    },
  },
);
