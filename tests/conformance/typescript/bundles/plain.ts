import { served } from "../workflows";

export default served({});
