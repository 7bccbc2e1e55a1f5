/** Objects that divide traffic by weight, and the listeners that follow them: Ingress actions, HTTPRoutes, VirtualServices. */
@NullMarked
package dev.bluegreen.testkit.internal.route;

import org.jspecify.annotations.NullMarked;
