import { settings } from "@smartcourse/platform/env";

// These tests need no service: where a platform is running, they must not find it.
for (const name of Object.keys(settings)) delete process.env[name];
