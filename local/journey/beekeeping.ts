/** The sample course's handbook: a page an entry. */
export const beekeeping: readonly { readonly heading: string; readonly paragraphs: readonly string[] }[] = [
  {
    heading: "A First Year of Beekeeping",
    paragraphs: [
      "This handbook accompanies the course. It follows one colony of honey bees from the day the nucleus arrives until the first winter is over, and says at each point what to look for and what to leave alone.",
      "Keep the handbook near the hive. Most mistakes of the first year are made by doing too much, too often, in bad weather.",
    ],
  },
  {
    heading: "The Hive and its Place",
    paragraphs: [
      "A hive stands best facing south-east, so that the morning sun warms the entrance and the foragers leave early. Put it at least three metres from any path, and lift it forty centimetres from the ground to keep the floor dry.",
      "The brood box is where the queen lays. Honey supers go above it, separated by a queen excluder, whose gaps of 4.2 millimetres let workers pass and hold the queen back.",
      "Water matters as much as forage. A colony drinks up to one litre a day in summer, and it will drink from the neighbour's pool if you offer nothing nearer.",
    ],
  },
  {
    heading: "Inspections",
    paragraphs: [
      "In spring, inspect the hive every seven days. A shorter interval disturbs the colony, and a longer one lets a swarm leave unseen, because a queen cell is sealed on the ninth day after the egg was laid.",
      "Open the hive only when the air is above fifteen degrees Celsius and there is little wind. Use two or three gentle puffs of smoke at the entrance and wait a minute before lifting the lid.",
      "Look for five things at each visit: eggs, food, space, disease, and queen cells. When all five are in order, close the hive again.",
    ],
  },
  {
    heading: "The Varroa Mite",
    paragraphs: [
      "Varroa destructor is a mite that breeds under the cappings of brood cells and weakens the bees that hatch from them. An untreated colony usually dies within three years.",
      "Count the mites that fall on a board below the hive. More than ten mites a day in July means that the colony must be treated as soon as the honey has been taken off.",
      "Formic acid works through the cappings and is used after the harvest. Oxalic acid reaches only mites on adult bees, so it is trickled in December, when there is no brood.",
    ],
  },
  {
    heading: "The Harvest",
    paragraphs: [
      "Honey is ripe when its water content is below eighteen per cent. A refractometer measures it; without one, shake the frame: if no drops fly, the honey can be taken.",
      "Leave the colony what it has stored in the brood box. What you take from the supers must be replaced before winter: a colony needs fifteen kilograms of stores to reach the spring.",
    ],
  },
  {
    heading: "Wintering",
    paragraphs: [
      "In autumn, feed a syrup of three parts sugar to two parts water, and finish before the end of September. Narrow the entrance with a mouse guard when the first leaves fall.",
      "The bees form a cluster and keep its centre near twenty-five degrees. Do not open the hive between November and February. Heft it from the back once a month to judge by its weight what is left.",
    ],
  },
];
