{
    "name": "Relux Credits",
    "summary": "AI credits in the customer's account: balance, renewal, history, sharing",
    # Goes into the address of embed.js: raise it whenever static/app is replaced.
    "version": "18.0.1.1.0",
    "category": "Website/Website",
    "author": "Relux Informatik AG",
    "license": "Other proprietary",
    "depends": ["portal"],
    "external_dependencies": {"python": ["requests"]},
    "data": [
        "data/parameters.xml",
        "views/portal_templates.xml",
    ],
    "installable": True,
}
