// Hands the page's side of the engine to a test, without the page /app/.

import { isAble } from "../../../pwa/shell/able";
import { Engine } from "../../../pwa/shell/engine";
import { asWhole, packed } from "../../../pwa/shell/sparse";

Object.assign(globalThis, { Engine, isAble, asWhole, packed });
