# SPDX-License-Identifier: Apache-2.0
"""Measures Torioki against the database's own load tool, in the same run on the same PostgreSQL."""
