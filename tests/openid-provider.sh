#!/usr/bin/env bash
# Installs the OpenID provider that the tests of the portal's sign-in run, in artifacts/openid-provider.
exec bash "$(dirname "$0")/npm-packages.sh" AtRest.Hosting.Tests/Portal/Provider/npm openid-provider "the tests of the portal need a real OpenID provider"
