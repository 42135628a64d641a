/** What esbuild is told, in the words of its own options. Plain data: SST passes it on, the local builder too. */
interface BundleOptions {
  target: string;
  external: string[];
  mainFields: string[];
  alias: Record<string, string>;
  supported: Record<string, boolean>;
  define: Record<string, string>;
  sourcesContent: boolean;
  keepNames: boolean;
  legalComments: "none";
  charset: "utf8";
}

/** Packages that stand beside the functions in a layer: what a layer holds, no bundle does. */
export const layers = {
  /** The X-Ray SDK under the tracer costs 33 ms of a cold start; only a sampled invocation requires it. */
  tracing: "@aws-lambda-powertools/tracer",
  /** A native module, in the build for arm64. */
  argon2: "@node-rs/argon2",
  /** Native too, with libvips. */
  sharp: "sharp",
} as const;
export type LayerName = keyof typeof layers;

/** What the MongoDB driver would require for ways to log in and to compress that we do not use. */
const unusedParts = [
  "@aws-sdk/credential-providers",
  "@mongodb-js/zstd",
  "gcp-metadata",
  "kerberos",
  "mongodb-client-encryption",
  "snappy",
  "socks",
];

/** Packages that only bring older runtimes what Node has: the driver's URL parser alone is 260 KB. */
const builtIns = { "whatwg-url": "node:url" };

/**
 * `import()` becomes `require`, which finds the layers by NODE_PATH; ES modules come before CommonJS, because only
 * they can be shaken; names are kept, because libraries put class names into errors and messages.
 */
export const bundleOptions: BundleOptions = {
  target: "node24",
  external: [...Object.values(layers), ...unusedParts],
  alias: builtIns,
  mainFields: ["module", "main"],
  supported: { "dynamic-import": false },
  define: {
    "process.env.NODE_ENV": '"production"',
    // CommonJS has none. pdfkit only resolves names against it, of files that nobody here asks for.
    "import.meta.url": '"file:///var/task/bundle.cjs"',
  },
  sourcesContent: false,
  keepNames: true,
  legalComments: "none",
  charset: "utf8",
};

/** The `nodejs` property of every SST function. */
export const nodejs = { format: "cjs", minify: true, sourcemap: true, esbuild: bundleOptions } as const;

/** A file that a function reads at run time, copied to `assets/` in its root (`LAMBDA_TASK_ROOT`). */
interface BundleAsset {
  /** As `package/path`, resolved from the function's own package. */
  readonly from: string;
  readonly to: `assets/${string}`;
}

const fonts = "@expo-google-fonts";

/** Assets by function name: SST's `copyFiles`, and a copy beside the local bundle. */
export const bundleAssets: Readonly<Record<string, readonly BundleAsset[]>> = {
  "operations-get-docs-asset": [
    { from: "swagger-ui-dist/swagger-ui-bundle.js", to: "assets/swagger-ui.js" },
    { from: "swagger-ui-dist/swagger-ui.css", to: "assets/swagger-ui.css" },
    { from: "redoc/bundles/redoc.standalone.js", to: "assets/redoc.js" },
  ],
  "content-draw-thumbnail": [{ from: "dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf", to: "assets/font.ttf" }],
  "analytics-write-report": [
    { from: "dejavu-fonts-ttf/ttf/DejaVuSans.ttf", to: "assets/regular.ttf" },
    { from: "dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf", to: "assets/bold.ttf" },
  ],
  "certificates-issue-certificate": [
    { from: `${fonts}/eb-garamond/400Regular/EBGaramond_400Regular.ttf`, to: "assets/regular.ttf" },
    {
      from: `${fonts}/eb-garamond/400Regular_Italic/EBGaramond_400Regular_Italic.ttf`,
      to: "assets/italic.ttf",
    },
    { from: `${fonts}/eb-garamond/600SemiBold/EBGaramond_600SemiBold.ttf`, to: "assets/semibold.ttf" },
    { from: `${fonts}/noto-naskh-arabic/400Regular/NotoNaskhArabic_400Regular.ttf`, to: "assets/arabic.ttf" },
    { from: `${fonts}/noto-serif-hebrew/400Regular/NotoSerifHebrew_400Regular.ttf`, to: "assets/hebrew.ttf" },
    {
      from: `${fonts}/noto-serif-devanagari/400Regular/NotoSerifDevanagari_400Regular.ttf`,
      to: "assets/devanagari.ttf",
    },
    { from: "@embedpdf/fonts-sc/fonts/NotoSansHans-Regular.otf", to: "assets/han.otf" },
    { from: "@embedpdf/fonts-kr/fonts/NotoSansKR-Regular.otf", to: "assets/hangul.otf" },
    { from: "dejavu-fonts-ttf/ttf/DejaVuSerif.ttf", to: "assets/other.ttf" },
  ],
};
