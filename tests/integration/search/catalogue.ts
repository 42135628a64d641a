/** Courses of many subjects, some near to each other, as instructors would write them. */
export interface CatalogueCourse {
  readonly key: string;
  readonly title: string;
  readonly description: string;
  readonly difficulty: "beginner" | "intermediate" | "advanced";
  readonly tags: readonly string[];
  readonly outline: readonly string[];
  readonly passages: readonly string[];
}

export const catalogue: readonly CatalogueCourse[] = [
  {
    key: "computing",
    title: "CS-101: Introduction to Computing",
    description: "What computers are, how they represent information, and how to write first programs.",
    difficulty: "beginner",
    tags: ["computer science"],
    outline: ["Bits and bytes", "Binary numbers", "Flowcharts", "First programs"],
    passages: [
      "A computer stores everything as bits. Eight bits make a byte, which can hold a number from 0 to 255 or one letter of a text in ASCII.",
      "A flowchart draws the steps of an algorithm as boxes joined by arrows; a diamond asks a question and leaves by one of two ways.",
    ],
  },
  {
    key: "structures",
    title: "CS-201: Data Structures",
    description: "Lists, trees, hash tables and graphs, and what each operation on them costs.",
    difficulty: "intermediate",
    tags: ["computer science", "algorithms"],
    outline: ["Arrays and linked lists", "Balanced trees", "Hash tables", "Graphs"],
    passages: [
      "A red-black tree keeps itself balanced by colouring nodes, so that searching it takes logarithmic time whatever the order of insertions.",
      "A hash table finds an entry in constant time on average; when many keys fall into one bucket, collisions are chained or probed.",
      "Dijkstra's algorithm finds the shortest path from one vertex to all others in a graph whose edges have no negative weights.",
    ],
  },
  {
    key: "javascript",
    title: "JavaScript for the Browser",
    description: "Make web pages react: the language, the document object model, events and requests.",
    difficulty: "beginner",
    tags: ["web", "programming"],
    outline: ["Values and functions", "The DOM", "Promises", "Fetching data"],
    passages: [
      "A promise stands for a value that is not there yet. With await the function pauses until it is settled, and the page goes on reacting.",
      "An event listener is called when the user clicks a button; calling preventDefault keeps the form from being submitted.",
    ],
  },
  {
    key: "cpp",
    title: "C++ for Engineers",
    description: "Modern C++ for people who write simulations and device drivers.",
    difficulty: "advanced",
    tags: ["programming"],
    outline: ["Ownership", "Templates", "Concurrency"],
    passages: [
      "A unique_ptr owns its object alone and destroys it at the end of its scope, so memory is freed even when an exception is thrown.",
      "Templates are instantiated at compile time; concepts say what a type parameter must be able to do.",
    ],
  },
  {
    key: "csharp",
    title: "C# and .NET in Practice",
    description: "Build services and desktop applications with C#.",
    difficulty: "intermediate",
    tags: ["programming"],
    outline: ["LINQ", "Dependency injection", "Testing"],
    passages: [
      "LINQ queries a collection with where, select and groupby, and runs them only when the result is enumerated.",
    ],
  },
  {
    key: "learning",
    title: "Introduction to Machine Learning",
    description: "Let programs learn from examples: regression, classification, trees and neural networks.",
    difficulty: "intermediate",
    tags: ["data", "ai"],
    outline: ["Linear regression", "Classification", "Overfitting", "Neural networks"],
    passages: [
      "A model overfits when it memorises the training examples: its error on new data rises although the training error still falls. Regularisation and more data help.",
      "Gradient descent changes the weights a little in the direction in which the loss falls most steeply; the learning rate says how far.",
      "A confusion matrix counts how often each class was taken for another; precision and recall are read from it.",
    ],
  },
  {
    key: "statistics",
    title: "Statistics for Social Scientists",
    description: "From describing data to testing hypotheses, with surveys and polls as examples.",
    difficulty: "beginner",
    tags: ["data", "mathematics"],
    outline: ["Averages and spread", "Sampling", "Hypothesis tests", "Correlation"],
    passages: [
      "The p-value is the probability of data at least as extreme as those observed, were the null hypothesis true. It is not the probability of the hypothesis.",
      "Correlation does not imply causation: ice cream sales and drownings rise together, because both follow the summer.",
    ],
  },
  {
    key: "kubernetes",
    title: "Running Kubernetes in Production",
    description: "Deploy, scale and observe containers on a cluster.",
    difficulty: "advanced",
    tags: ["operations", "cloud"],
    outline: ["Pods and deployments", "Services and ingress", "Autoscaling", "Upgrades"],
    passages: [
      "A liveness probe that fails restarts the container; a readiness probe that fails only takes the pod out of the service's endpoints.",
      "The horizontal pod autoscaler adds replicas when the average CPU use stays above its target.",
      "Draining a node evicts its pods one by one, as far as the disruption budget allows, before the machine is upgraded.",
    ],
  },
  {
    key: "botany",
    title: "Botany: The Life of Plants",
    description: "How plants grow, feed, breathe and reproduce.",
    difficulty: "beginner",
    tags: ["biology"],
    outline: ["Roots and leaves", "Photosynthesis", "Pollination", "Seeds"],
    passages: [
      "In photosynthesis chloroplasts turn carbon dioxide and water into sugar and oxygen, driven by sunlight that chlorophyll absorbs.",
      "Stomata open by day to let gas in and close in drought, which saves water but stops growth.",
    ],
  },
  {
    key: "bees",
    title: "Keeping Bees",
    description: "Everything for your first two years with a hive.",
    difficulty: "beginner",
    tags: ["biology", "crafts"],
    outline: ["The hive", "Swarming", "Varroa mites", "Harvesting honey"],
    passages: [
      "A colony swarms when it grows too large: the old queen leaves with half of the workers and a new one hatches.",
      "Varroa mites are treated with oxalic acid in winter, when there is no brood for them to hide in.",
      "Honey may be harvested once most cells are capped, for then it holds less than eighteen per cent of water.",
    ],
  },
  {
    key: "accounting",
    title: "Accounting Fundamentals",
    description: "Double-entry bookkeeping, the balance sheet and the income statement.",
    difficulty: "beginner",
    tags: ["business", "finance"],
    outline: ["Debits and credits", "The balance sheet", "Depreciation", "Closing the books"],
    passages: [
      "Every transaction is entered twice, as a debit in one account and as a credit in another, so that the books always balance.",
      "Depreciation spreads the cost of a machine over the years in which it is used.",
    ],
  },
  {
    key: "investing",
    title: "Personal Finance and Investing",
    description: "Budgets, debts, index funds and pensions, explained without jargon.",
    difficulty: "beginner",
    tags: ["finance"],
    outline: ["Making a budget", "Compound interest", "Index funds", "Retirement"],
    passages: [
      "Compound interest lets savings grow faster each year, because what was earned earns in turn.",
      "An index fund buys every share of a market at low cost; few managers do better over twenty years.",
    ],
  },
  {
    key: "revolution",
    title: "The French Revolution, 1789-1799",
    description: "From the Estates General to Napoleon's coup.",
    difficulty: "intermediate",
    tags: ["history"],
    outline: ["The old order", "The Bastille", "The Terror", "Thermidor and the Directory"],
    passages: [
      "The harvest of 1788 had failed, and the price of bread in Paris reached its height on the very day on which the Bastille fell.",
      "Robespierre was arrested on 9 Thermidor and went to the guillotine the next day, which ended the Terror.",
    ],
  },
  {
    key: "pottery",
    title: "Pottery at the Wheel",
    description: "Centre, open and pull clay into bowls and mugs, then glaze and fire them.",
    difficulty: "beginner",
    tags: ["crafts"],
    outline: ["Wedging clay", "Centring", "Glazing", "Firing the kiln"],
    passages: [
      "Clay that has dried to leather hardness can be trimmed and handles can be attached; later it cracks.",
      "In the kiln glaze melts to glass. Fired too hot it runs off the pot and sticks to the shelf.",
    ],
  },
];

/** What people type, and the course that they mean. Written before anything was tuned by it. */
export const labelled: readonly {
  readonly q: string;
  readonly means: string;
  readonly of: "code" | "title" | "typo" | "content" | "meaning";
}[] = [
  { q: "CS-101", means: "computing", of: "code" },
  { q: "cs 201", means: "structures", of: "code" },
  { q: "C++", means: "cpp", of: "code" },
  { q: "C#", means: "csharp", of: "code" },
  { q: ".NET", means: "csharp", of: "code" },
  { q: "1789", means: "revolution", of: "code" },
  { q: "keeping bees", means: "bees", of: "title" },
  { q: "intro to machine learning", means: "learning", of: "title" },
  { q: "javascr", means: "javascript", of: "title" },
  { q: "accounting", means: "accounting", of: "title" },
  { q: "javascrpt", means: "javascript", of: "typo" },
  { q: "intro to machin lerning", means: "learning", of: "typo" },
  { q: "kuberntes", means: "kubernetes", of: "typo" },
  { q: "acounting fundamentls", means: "accounting", of: "typo" },
  { q: "fotosynthesis", means: "botany", of: "typo" },
  { q: "frensh revolutoin", means: "revolution", of: "typo" },
  { q: "poterry", means: "pottery", of: "typo" },
  { q: "statistcs", means: "statistics", of: "typo" },
  { q: "overfiting", means: "learning", of: "typo" },
  { q: "varoa mites", means: "bees", of: "typo" },
  { q: "red-black tree", means: "structures", of: "content" },
  { q: "Dijkstra", means: "structures", of: "content" },
  { q: "unique_ptr", means: "cpp", of: "content" },
  { q: "liveness probe", means: "kubernetes", of: "content" },
  { q: "Robespierre", means: "revolution", of: "content" },
  { q: "what is a p-value", means: "statistics", of: "content" },
  { q: "stomata", means: "botany", of: "content" },
  { q: "oxalic acid in winter", means: "bees", of: "content" },
  { q: "how do trees and flowers make food from light", means: "botany", of: "meaning" },
  { q: "saving money for old age", means: "investing", of: "meaning" },
  { q: "making cups and vases by hand", means: "pottery", of: "meaning" },
  { q: "artificial intelligence for newcomers", means: "learning", of: "meaning" },
  { q: "how to look after insects that make something sweet", means: "bees", of: "meaning" },
  { q: "overthrow of the monarchy in Paris", means: "revolution", of: "meaning" },
  { q: "docker orchestration", means: "kubernetes", of: "meaning" },
  { q: "interactive websites", means: "javascript", of: "meaning" },
];
