/** Routes of the Gateway API: weights of their backends, what gateways say of them, and the rule that leads to a preview. */
@NullMarked
package dev.bluegreen.fabric8.internal.gateway;

import org.jspecify.annotations.NullMarked;
