// Hands the page's side of the engine to a test, without the page /app/.

import { Engine, isAble } from "../../../pwa/shell/engine";

Object.assign(globalThis, { Engine, isAble });
