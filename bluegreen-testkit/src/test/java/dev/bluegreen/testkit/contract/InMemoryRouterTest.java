package dev.bluegreen.testkit.contract;

class InMemoryRouterTest extends InMemoryRouterContract {}
