"""The term's impact: indicators, frozen portfolios, dashboards."""
