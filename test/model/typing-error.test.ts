import { describe, expect, it } from "vitest";
import { isTypingError } from "../../src/model/typing-error.ts";

describe("two names may be a name and its misspelling", () => {
	it.each([
		["monolith", "monolit"],
		["gateway", "gatewya"],
		["gateway", "Gateway"],
		["frontend", "frontned"],
		["deployment", "dploymnt"],
		["abcdefgh", "abcdefxy"],
		["cart-service", "cart-servce"],
		["redis-2", "redsi-2"],
		["node12", "ndoe12"],
		["cart-service", "cartservice"],
		["my.cart", "my-cart"],
		["a-b-cde", "ab-cde"],
		["cartservice-1", "cart-service-1"],
		["cart", "card"],
		["cart", "crat"],
		["cart", "car"],
		["a--b", "a-b"],
	])("%s and %s", (one, other) => {
		expect(isTypingError(one, other)).toBe(true);
		expect(isTypingError(other, one)).toBe(true);
	});

	it.each([
		["gateway", "gateway"],
		["sa-1", "sa-2"],
		["redis-2", "redis-3"],
		["redis-2", "redsi-3"],
		["node12", "node21"],
		["node1", "node"],
		["sa", "va"],
		["web", "wb"],
		["cart", "crxt".replace("x", "ee")],
		["cart", "part-time"],
		["gateway", "gatxwxy"],
		["abcdefg", "abcdexy"],
		["abcdefgh", "abcdexyz"],
		["trac", "cart"],
		["ab-cd", "abcd"],
		["cart-service", "cartservices"],
		["node-1", "node2"],
		["cart-service", "card-sirvise"],
		["a", ""],
		["ab1cd", "a1bcd"],
		["monolith1", "monolit2"],
		["abcdefgh", "abcdefx"],
		["gateway", "gatew"],
	])("%s and %s may not", (one, other) => {
		expect(isTypingError(one, other)).toBe(false);
		expect(isTypingError(other, one)).toBe(false);
	});
});
