// Bundles the types of the library, with their comments, out of its sources: one file for `import`, the same for `require`.
import { rollup } from "rollup";
import { dts } from "rollup-plugin-dts";

const bundle = await rollup({
	input: "src/library.ts",
	plugins: [dts()],
	onwarn: (warning) => {
		throw new Error(warning.message);
	},
});
await bundle.write({ file: "dist/library.d.mts", format: "es" });
await bundle.write({ file: "dist/library.d.cts", format: "es" });
await bundle.close();
