/**
 * typescript-eslint's strict rules with types, and the project's own: the import arrows, and deep imports of the Azure
 * providers. Formatting is Prettier's. Inline configuration is off, so a rule is changed here, for all to see, or obeyed.
 */
import eslint from "@eslint/js";
import prettier from "eslint-config-prettier";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import importX from "eslint-plugin-import-x";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

/** Which of our folders each folder may import; packages of npm are judged by `packages` below. Tests may import anything. */
const arrows = {
  locks: [],
  infra: ["locks"],
  plan: [],
  policies: ["locks", "plan"],
  simulator: ["locks", "plan"],
  attacks: ["locks", "simulator"],
  fuzz: ["apim-policies", "attacks", "locks", "plan", "simulator"],
  mutation: ["attacks", "plan", "simulator"],
  cli: ["attacks", "infra", "locks", "plan", "policies", "simulator"],
};

const zones = Object.entries(arrows).map(([folder, allowed]) => ({
  target: `./${folder}`,
  from: ".",
  except: ["node_modules", folder, ...allowed].map((name) => `./${name}`),
  message: `${folder}/ may import ${allowed.length === 0 ? "none of our other folders" : `only ${allowed.map((name) => `${name}/`).join(", ")} of ours`}: the arrows stand in eslint.config.mjs.`,
}));

/** `npm run preview` waits for every module that the program loads: the root of azure-native costs 160 ms and, with tsc, 3 s. */
const packages = {
  everywhere: [
    {
      regex: "^@pulumi/azure-native(/index)?$",
      message: 'Import one module, such as `import * as keyvault from "@pulumi/azure-native/keyvault"`.',
    },
    {
      regex: "^@pulumi/azuread/index$",
      message: "Import the package, `@pulumi/azuread`, which loads its classes lazily, or one module of it.",
    },
  ],
  plan: [{ regex: "^@pulumi/", message: "plan/ is pure: it reads plans, whoever made them." }],
  policies: [
    {
      regex: "^(?!\\.{1,2}/|node:|@pulumi/policy($|/))",
      message:
        "The pack is used without the rest: it imports @pulumi/policy and plan/, which is bundled when it is packed.",
    },
  ],
};

const restrictedPackages = (...folders) => ({
  "@typescript-eslint/no-restricted-imports": [
    "error",
    { patterns: ["everywhere", ...folders].flatMap((folder) => packages[folder]) },
  ],
});

/** A test left out or run alone is a claim that nobody checks. */
const unrunTests = ["describe", "context", "it", "specify"].flatMap((object) =>
  ["only", "skip"].map((property) => ({ object, property, message: "Every test is run, always." })),
);

export default defineConfig(
  // The last one is a program that no one can load: a test previews it.
  { ignores: ["build/", "policies/bin/", "node_modules/", "test/simulator/engine/programs/syntax.js"] },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: "error" } },
  eslint.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { "import-x": importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: {
      "import-x/resolver-next": [createTypeScriptImportResolver()],
    },
    rules: {
      "import-x/no-restricted-paths": ["error", { basePath: import.meta.dirname, zones }],
      "import-x/no-self-import": "error",
      ...restrictedPackages(),
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      // Numbers read well in messages; what prints as [object Object] is still refused.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // `Record` cannot name itself, and the plan's JSON types do.
      "@typescript-eslint/consistent-indexed-object-style": "off",
      // A type alias has an implicit index signature, an interface has none: JSON shapes need the choice.
      "@typescript-eslint/consistent-type-definitions": "off",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      // Pulumi's resources do their work by being constructed.
      "no-new": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
      eqeqeq: "error",
      // What is left to do stands in an issue.
      "no-warning-comments": "error",
    },
  },
  { files: ["plan/**/*.ts"], rules: restrictedPackages("plan") },
  { files: ["policies/**/*.ts"], rules: restrictedPackages("policies") },
  {
    files: ["test/**/*.ts"],
    // Tests look for escape sequences in output.
    rules: { "no-restricted-properties": ["error", ...unrunTests], "no-control-regex": "off" },
  },
  {
    files: ["**/*.mjs"],
    languageOptions: { globals: { console: "readonly", process: "readonly" } },
  },
  // Programs and packs that tests run, as small as they can be.
  {
    files: ["test/simulator/engine/{packs,programs}/**/*.js"],
    languageOptions: {
      sourceType: "commonjs",
      globals: {
        Buffer: "readonly",
        console: "readonly",
        process: "readonly",
        setInterval: "readonly",
        setTimeout: "readonly",
      },
    },
  },
  prettier,
);
