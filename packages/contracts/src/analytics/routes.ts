import { defineRoute } from "../define.ts";
import { Dashboard } from "./schemas.ts";

export const getDashboard = defineRoute({
  id: "analytics.getDashboard",
  method: "GET",
  path: "/analytics/dashboard",
  access: ["admin"],
  summary: "The platform in five numbers",
  description: "Counted from events as they arrive, so a moment behind. Days are in UTC.",
  replies: { 200: Dashboard },
  errors: [],
  uses: ["postgres", "redis"],
});
