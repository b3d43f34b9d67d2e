/** The same as `typed_operations_test.ts`, by requests over the WebSocket of events: the results and errors are the same ones. */
import { testTyped } from "./typed/typed_tests.ts";

testTyped("websocket");
