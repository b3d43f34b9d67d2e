import { testCases } from "./case_tests.ts";

testCases("applications");
