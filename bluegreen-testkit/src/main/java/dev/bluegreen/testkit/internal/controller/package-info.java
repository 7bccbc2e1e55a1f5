/** The controllers of a cluster, working directly on its object store: Deployments become pods, pods become endpoints. */
@NullMarked
package dev.bluegreen.testkit.internal.controller;

import org.jspecify.annotations.NullMarked;
