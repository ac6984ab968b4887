import { createGreeterWorkflows } from "./gen/hello/v1/hello_workflows";

export default createGreeterWorkflows({
  sayHello: ({ name }) => ({ text: `Hello ${name}, TypeScript here!` }),
});
